import { beforeEach, describe, expect, it } from "vitest";
import { writeNpy } from "../../src/formats/npy.ts";
import { insertCells } from "../../src/store/cells.ts";
import { commit } from "../../src/store/editing.ts";
import { mapUrl, takeMapFrom } from "../../src/store/fetchMap.ts";
import { createCell } from "../../src/store/newCell.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { openBook } from "../helpers/openBook.ts";

const PAGE = "https://github.com/VITA-Group/SLaK/blob/main/erf/Saved_matrix/SLaK.npy";
const RAW = "https://raw.githubusercontent.com/VITA-Group/SLaK/main/erf/Saved_matrix/SLaK.npy";
const MAP = writeNpy(new Float32Array(64).fill(2), [8, 8]);

describe("the address of a map", () => {
  it("is of a file, of a page of GitHub that shows it, or on the hub", () => {
    expect(mapUrl("https://example.org/maps/a.npy?download=1")).toBe(
      "https://example.org/maps/a.npy?download=1",
    );
    expect(mapUrl(PAGE)).toBe(RAW);
    expect(mapUrl("https://huggingface.co/owner/maps/blob/main/b.npy")).toBe(
      "https://huggingface.co/owner/maps/resolve/main/b.npy",
    );
  });
  it.each(["https://example.org/page.html", "timm/convnext_tiny", "https://example.org/"])(
    "is not %s",
    (text) => {
      expect(() => mapUrl(text)).toThrow(
        `${text}: give the https address of one .npy file that holds a map [H, W].`,
      );
    },
  );
});

describe("a map that is fetched", () => {
  let book: Notebook;
  const asked: string[] = [];
  const answer =
    (make: () => Response): typeof fetch =>
    (url) => {
      asked.push(String(url));
      return Promise.resolve(make());
    };
  const cell = () => {
    const found = book.store.getState().document.cells.find(({ id }) => id === "c");
    if (found?.type !== "compare") throw new Error("no comparison");
    return found;
  };
  beforeEach(() => {
    asked.length = 0;
    ({ book } = openBook());
    const { document } = book.store.getState();
    commit(book, "Add", insertCells(document, [createCell(document, "compare", "c")], 0));
  });

  it("stands in the comparison with where it came from", async () => {
    await takeMapFrom(
      book,
      PAGE,
      "c",
      answer(() => new Response(MAP)),
    );
    expect(asked).toEqual([RAW]);
    const [imported, ...others] = cell().imported;
    expect(others).toEqual([]);
    expect(imported).toMatchObject({
      name: "SLaK",
      file: { name: "SLaK.npy", url: RAW, bytes: MAP.length },
    });
  });
  it.each([
    [
      "is not there",
      () => new Response("", { status: 404 }),
      /has no such file \(it answers 404\)/,
    ],
    ["is a web page", () => new Response("<html>sign in</html>"), /SLaK\.npy: not a \.npy array/],
    [
      "says that it is too large",
      () => new Response(MAP, { headers: { "content-length": "99999999999" } }),
      /is larger than any map that can be read/,
    ],
  ])("and %s changes nothing", async (_, make, sentence) => {
    await expect(takeMapFrom(book, PAGE, "c", answer(make))).rejects.toThrow(sentence);
    expect(cell().imported).toEqual([]);
  });
  it("from a host that lets no page read it says how to come by it", async () => {
    const refuse = (): Promise<Response> => Promise.reject(new TypeError("Failed to fetch"));
    await expect(takeMapFrom(book, PAGE, "c", refuse)).rejects.toThrow(
      `Download it here: ${RAW} then drop it on this page.`,
    );
  });
});
