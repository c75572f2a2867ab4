import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listRemote } from "../../../src/store/remote/listing.ts";
import { planDownload } from "../../../src/store/remote/plan.ts";
import { probe } from "../../../src/store/remote/probe.ts";
import { file, json, openHost, redirect, someBytes, type Host } from "./server.ts";

const OID = "ab".repeat(32);
const TREE = "/api/models/timm/net/tree/main";
let host: Host;
beforeEach(async () => void (host = await openHost()));
afterEach(() => host.close());

const address = (path: string | null = null) =>
  ({ type: "hub", repo: "timm/net", revision: "main", path }) as const;
const list = (path: string | null = null) =>
  listRemote(address(path), { fetch, hub: host.address });
const entry = (path: string, size: number, oid?: string) => ({
  type: "file",
  oid: "git-hash",
  size,
  path,
  ...(oid && { lfs: { oid, size, pointerSize: 135 } }),
});

describe("the weights of a repository", () => {
  it("are listed with sizes and sha256, safetensors first, over every page", async () => {
    host.paths.set(TREE, (request, response, url) => {
      const second = url.searchParams.get("cursor") === "two";
      const link = { link: `<${host.address}${TREE}?recursive=true&cursor=two>; rel="next"` };
      const entries = second
        ? [entry("model.safetensors", 114e6, OID), entry("training_args.bin", 5000, OID)]
        : [
            { type: "directory", oid: "x", size: 0, path: "onnx" },
            entry("README.md", 2000),
            entry("onnx/model.onnx", 1e6, OID),
            entry("pytorch_model.bin", 115e6, OID),
          ];
      return json(entries, second ? {} : link)(request, response, url);
    });
    const { title, page, choices } = await list();
    expect(title).toBe("timm/net");
    expect(page).toBe(`${host.address}/timm/net`);
    expect(choices.map(({ name, bytes }) => [name, bytes])).toEqual([
      ["model.safetensors", 114e6],
      ["pytorch_model.bin", 115e6],
    ]);
    expect(choices[0]?.files[0]).toEqual({
      path: "model.safetensors",
      url: `${host.address}/timm/net/resolve/main/model.safetensors`,
      bytes: 114e6,
      sha256: OID,
    });
    // the list alone was asked for, and no weights
    expect(host.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${TREE}`,
      `GET ${TREE}`,
    ]);
  });

  it("never follow a next page to another server", async () => {
    host.paths.set(
      TREE,
      json([entry("a.pth", 1)], { link: '<https://evil.example/more>; rel="next"' }),
    );
    expect((await list()).choices).toHaveLength(1);
    expect(host.asked).toHaveLength(1);
  });

  it("that are sharded are one choice of all files with their total", async () => {
    const names = [1, 2, 3].map((n) => `model-0000${n}-of-00003.safetensors`);
    host.paths.set(
      TREE,
      json([
        entry("model.safetensors.index.json", 300),
        ...names.map((name, i) => entry(name, 1000 + i, OID)),
        entry("extra.safetensors", 7),
      ]),
    );
    host.paths.set(
      "/timm/net/resolve/main/model.safetensors.index.json",
      json({ metadata: {}, weight_map: { a: names[1], b: names[0], c: names[2], d: names[0] } }),
    );
    const { choices } = await list();
    expect(choices.map(({ name, bytes, files }) => [name, bytes, files.length])).toEqual([
      ["extra.safetensors", 7, 1],
      ["model.safetensors", 3003, 3],
    ]);
    expect(choices[1]?.files.map(({ path }) => path)).toEqual(names);
    expect(choices[1]?.url).toMatch(/model\.safetensors\.index\.json$/);
  });

  it.each([
    ["../../evil.safetensors", "names files that are no safetensors beside it"],
    ["gone.safetensors", "speaks of gone.safetensors, which is not there"],
  ])("with an index that names %s are refused", async (name, words) => {
    host.paths.set(TREE, json([entry("model.safetensors.index.json", 300)]));
    host.paths.set(
      "/timm/net/resolve/main/model.safetensors.index.json",
      json({ weight_map: { a: name } }),
    );
    await expect(list()).rejects.toThrow(words);
  });

  it("are the one file that the address names", async () => {
    host.paths.set(TREE, json([entry("a.pth", 1), entry("b.pth", 2)]));
    expect((await list("b.pth")).choices.map(({ name }) => name)).toEqual(["b.pth"]);
    await expect(list("c.pth")).rejects.toThrow("timm/net has no file c.pth");
  });

  it.each([
    [json([entry("README.md", 1)]), "holds no weights that Fieldbook reads"],
    [json({ error: "?" }), "something that is no list of files"],
  ])("that are not there are said to be so", async (answer, words) => {
    host.paths.set(TREE, answer);
    await expect(list()).rejects.toThrow(words);
  });
  it.each([401, 403, 404])("behind a %i are private or misspelt", async (status) => {
    host.paths.set(TREE, (_request, response) => void response.writeHead(status).end());
    await expect(list()).rejects.toThrow("Hugging Face shows no model timm/net at main");
  });
});

describe("a probe", () => {
  it("asks for one byte, through a redirect, and never with HEAD", async () => {
    host.paths.set(
      "/resolve",
      redirect(() => `${host.address}/signed`),
    );
    host.paths.set("/signed", file(someBytes(5000), { etag: '"e"' }));
    expect(await probe(`${host.address}/resolve`, { fetch })).toEqual({
      bytes: 5000,
      etag: '"e"',
      ranges: true,
    });
    expect(host.asked).toEqual([
      { method: "GET", path: "/resolve", range: "bytes=0-0" },
      { method: "GET", path: "/signed", range: "bytes=0-0" },
    ]);
  });
  it("knows a server without ranges, and does not wait for its file", async () => {
    const slow = { ranges: false, trickle: { bytes: 1000, milliseconds: 50 } };
    host.paths.set("/f", file(someBytes(1e6), slow));
    const start = performance.now();
    expect(await probe(`${host.address}/f`, { fetch })).toMatchObject({
      bytes: 1e6,
      ranges: false,
    });
    expect(performance.now() - start).toBeLessThan(5000);
  });
  it("knows an empty file", async () => {
    host.paths.set("/f", file(new Uint8Array(0)));
    expect(await probe(`${host.address}/f`, { fetch })).toMatchObject({ bytes: 0 });
  });
  it("refuses a web page", async () => {
    host.paths.set(
      "/f",
      (_request, response) =>
        void response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>"),
    );
    await expect(probe(`${host.address}/f`, { fetch })).rejects.toThrow(
      "answers with a web page, not with a file",
    );
  });
  it.each([
    [403, "only to those who have signed in"],
    [404, "has no such file"],
    [503, "is busy"],
  ])("says what %i means", async (status, words) => {
    host.paths.set("/f", (_request, response) => void response.writeHead(status).end());
    await expect(probe(`${host.address}/f`, { fetch })).rejects.toThrow(words);
  });
  it("of a host that refuses says to download by hand, with the link", async () => {
    // what a page sees of a host without Access-Control-Allow-Origin
    const refusing = () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(probe("https://h.example/a.pth", { fetch: refusing })).rejects.toMatchObject({
      code: "network",
      message:
        "h.example cannot be reached, or lets no page of another site read its files. Download it here: https://h.example/a.pth then drop it on this page.",
    });
  });
});

describe("a plan", () => {
  it("is refused where the server tells another size than the list", async () => {
    host.paths.set("/f", file(someBytes(10)));
    const files = [{ path: "f", url: `${host.address}/f`, bytes: 11, sha256: null }];
    await expect(
      planDownload({ name: "f", url: "x", files, bytes: 11 }, { fetch }),
    ).rejects.toThrow("f has 10 bytes where the list says 11");
  });
});
