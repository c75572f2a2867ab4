import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NotebookDocument } from "../../../src/domain/document.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";
import { decodeShareLink, encodeShareLink } from "../../../src/store/format/shareLink.ts";
import { arbitraryDocument } from "../../helpers/documents.ts";
import { arbitraryKept } from "../../helpers/kept.ts";

describe("a notebook that is saved and loaded", () => {
  it("is the same document with the same results", () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryKept, (document, results) => {
        const read = parseNotebook(serialiseNotebook(document, results));
        expect(read.document).toEqual(document);
        expect(read.results).toEqual(results);
        expect(read.notes).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is written the same again", () => {
    fc.assert(
      fc.property(arbitraryDocument, arbitraryKept, (document, results) => {
        const text = serialiseNotebook(document, results);
        const read = parseNotebook(text);
        expect(serialiseNotebook(read.document, read.results)).toBe(text);
      }),
    );
  });

  it("is the same when it is read leniently", () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const text = serialiseNotebook(document);
        const read = parseNotebook(text, { keepUnreadable: true });
        expect(read.document).toEqual(document);
      }),
    );
  });

  it("is the same when it travels in a link", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDocument, async (document) => {
        const link = await encodeShareLink(document);
        expect(link).toMatch(/^doc=[\w-]+$/);
        expect(await decodeShareLink(link)).toEqual(document);
      }),
      { numRuns: 60 },
    );
  });

  it("is written anew only where a cell is another", () => {
    let reads = 0;
    const cells = Array.from({ length: 200 }, (_, i) => ({
      ...{ id: `c${i}`, type: "text", folded: false, bare: false, extra: {} },
      get text() {
        reads++;
        return "text";
      },
    })) as unknown as NotebookDocument["cells"];
    const document = { title: "", extra: {}, cells };
    serialiseNotebook(document);
    const first = reads;
    expect(first).toBeGreaterThanOrEqual(200);
    const next = { ...document, cells: cells.with(7, { ...cells[7]!, folded: true }) };
    reads = 0;
    expect(serialiseNotebook(next)).toContain('"folded": true');
    expect(reads).toBe(0);
  });

  it("does not remember a cell that was changed", () => {
    const cell = { id: "a", type: "text", folded: false, bare: false, extra: {}, text: "one" };
    const document = { title: "", extra: {}, cells: [cell] } as NotebookDocument;
    expect(serialiseNotebook(document)).toContain('"text": "one"');
    const next = { ...document, cells: [{ ...cell, text: "two" }] } as NotebookDocument;
    expect(serialiseNotebook(next)).toContain('"text": "two"');
  });
});
