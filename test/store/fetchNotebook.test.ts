import { describe, expect, it } from "vitest";
import {
  checkNotebookUrl,
  fetchNotebook,
  MOST_NOTEBOOK_BYTES,
} from "../../src/store/fetchNotebook.ts";

const HERE = "http://localhost:4173/";
const there = new URL("https://example.org/a.fieldbook.json");
const answer =
  (response: () => Response): typeof fetch =>
  () =>
    Promise.resolve(response());

describe("the address of a notebook", () => {
  it("is https, or of this site", () => {
    expect(checkNotebookUrl("https://example.org/a.json", HERE).href).toBe(
      "https://example.org/a.json",
    );
    expect(checkNotebookUrl("examples/a.json", HERE).href).toBe(`${HERE}examples/a.json`);
  });
  it.each([
    "http://example.org/a.json",
    "javascript:alert(1)",
    "data:,{}",
    "file:///a",
    "http://[",
  ])("is not %s", (url) => {
    expect(() => checkNotebookUrl(url, HERE)).toThrow(
      expect.objectContaining({ code: "bad-spec", message: expect.stringContaining(":") }),
    );
  });
});

describe("fetching a notebook", () => {
  it("gives its text", async () => {
    await expect(
      fetchNotebook(
        there,
        answer(() => new Response("{}")),
      ),
    ).resolves.toBe("{}");
  });
  it("says that the server answers with an error", async () => {
    const get = answer(() => new Response("no", { status: 404 }));
    await expect(fetchNotebook(there, get)).rejects.toMatchObject({
      code: "bad-file",
      message: `${there.href} answers 404: check the address.`,
    });
  });
  it("says that the server cannot be reached", async () => {
    const get = (): Promise<Response> => Promise.reject(new TypeError("failed"));
    await expect(fetchNotebook(there, get)).rejects.toMatchObject({
      code: "bad-file",
      message: expect.stringMatching(/cannot be reached/),
    });
  });
  it("refuses what says that it is too large before reading it", async () => {
    const headers = { "content-length": String(MOST_NOTEBOOK_BYTES + 1) };
    const get = answer(() => new Response("{}", { headers }));
    await expect(fetchNotebook(there, get)).rejects.toMatchObject({ code: "too-large" });
  });
  it("stops reading what is too large and does not say so", async () => {
    let pulled = 0;
    const body = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(8e6));
        },
      });
    await expect(
      fetchNotebook(
        there,
        answer(() => new Response(body())),
      ),
    ).rejects.toMatchObject({
      code: "too-large",
    });
    expect(pulled).toBeLessThan(12);
  });
});
