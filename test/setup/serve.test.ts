import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEADERS } from "../../setup/headers.mjs";
import { serve } from "../../setup/serve.mjs";

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const outer = mkdtempSync(join(tmpdir(), "fieldbook-serve-"));
const folder = join(outer, "dist");
let served: Awaited<ReturnType<typeof serve>>;

/** A raw request: fetch would tidy the path. */
const ask = (path: string, method = "GET"): Promise<Answer> =>
  new Promise((done, fail) => {
    const { port } = new URL(served.address);
    request({ host: "127.0.0.1", port, path, method }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      response.on("end", () =>
        done({
          status: response.statusCode ?? 0,
          type: response.headers["content-type"] ?? "",
          body,
          headers: response.headers,
        }),
      );
    })
      .on("error", fail)
      .end();
  });

beforeAll(async () => {
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(outer, "secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets", "kernels.wasm"), "wasm");
  served = await serve(folder, { port: "0" });
});
afterAll(() => {
  served.server.close();
  rmSync(outer, { recursive: true });
});

describe("the server of the built page", () => {
  it("answers / with the page and every one of our headers", async () => {
    const { status, type, body, headers } = await ask("/");
    expect({ status, type, body }).toEqual({
      status: 200,
      type: "text/html; charset=utf-8",
      body: "<!doctype html>",
    });
    const ours = Object.keys(HEADERS).map((name) => [name, headers[name.toLowerCase()]]);
    expect(Object.fromEntries(ours)).toEqual(HEADERS);
  });

  it("gives WebAssembly the type that streaming compilation needs", async () => {
    expect(await ask("/assets/kernels.wasm?v=1")).toMatchObject({
      status: 200,
      type: "application/wasm",
      body: "wasm",
    });
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "//secret.txt",
    "/%00",
    "/%",
  ])("gives nothing from outside its folder for %s", async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: "Not found.\n" });
  });

  it("does not list folders", async () => {
    expect((await ask("/assets")).status).toBe(404);
    expect((await ask("/assets/")).status).toBe(404);
  });

  it("refuses to be written to", async () => {
    expect((await ask("/", "POST")).status).toBe(405);
  });
});
