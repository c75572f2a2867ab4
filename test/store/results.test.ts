import { describe, expect, it, vi } from "vitest";
import type { CountValue } from "../../src/domain/stored.ts";
import { admitResult, forgetResult, keepResult, recall } from "../../src/store/results.ts";
import { memoryLibrary, openBook } from "../helpers/openBook.ts";

const VALUE: CountValue = { kind: "count", nonzero: 1, layers: [] };

describe("finding results again", () => {
  it("asks the library for what is not in memory alone", async () => {
    const { library } = memoryLibrary();
    const { book } = openBook(library);
    admitResult(book, "a", VALUE);
    const asked = vi.spyOn(library, "results");
    expect(await recall(book, ["a", "b"])).toBe(false);
    expect(await recall(book, ["a"])).toBe(true);
    expect(asked.mock.calls).toEqual([[["b"]]]);
  });
  it("asks again for what was kept or came with a notebook since, when memory let go of it", async () => {
    const { library } = memoryLibrary();
    const { book } = openBook(library);
    await recall(book, ["kept", "came"]);
    keepResult(book, "kept", VALUE);
    admitResult(book, "came", VALUE);
    await library.putResult("came", VALUE);
    forgetResult(book, "kept");
    forgetResult(book, "came");
    expect(await recall(book, ["kept", "came"])).toBe(true);
  });
  it("asks again where the library could not be read", async () => {
    const { library } = memoryLibrary();
    const { book } = openBook(library);
    vi.spyOn(library, "results").mockRejectedValueOnce(new Error("busy"));
    expect(await recall(book, ["a"])).toBe(false);
    await library.putResult("a", VALUE);
    expect(await recall(book, ["a"])).toBe(true);
  });
});
