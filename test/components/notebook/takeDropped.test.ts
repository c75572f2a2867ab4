import { describe, expect, it } from "vitest";
import { takeDropped, takeIntoNew } from "../../../components/notebook/takeDropped.ts";
import { createDirectClient } from "../../../src/client/directClient.ts";
import { addCell } from "../../../src/store/actions.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";
import { createNotebook, EMPTY_DOCUMENT, type Notebook } from "../../../src/store/notebook.ts";
import { fakeInquiry, FakeSession } from "../../helpers/fakeSession.ts";

const weights = { name: "slak-mini.pth", blob: new Blob(["weights"]) };
function openBook(): Notebook {
  const book = createNotebook(createDirectClient(new FakeSession(), fakeInquiry));
  addCell(book, "text", 0);
  return book;
}
const types = (book: Notebook): readonly string[] =>
  book.store.getState().document.cells.map(({ type }) => type);

describe("files that are dropped", () => {
  it("on a notebook become cells of it", async () => {
    const book = openBook();
    const { id } = book.store.getState();
    await takeDropped(book, [weights]);
    expect(book.store.getState().id).toBe(id);
    expect(types(book)).toEqual(["text", "model", "erf"]);
  });
  it("where no notebook is shown begin a new one, and leave the one that is open", async () => {
    const book = openBook();
    const { id } = book.store.getState();
    await takeIntoNew(book, [weights]);
    expect(book.store.getState().id).not.toBe(id);
    expect(types(book)).toEqual(["model", "erf"]);
  });
  it("open when they are a notebook, wherever they are dropped", async () => {
    const book = openBook();
    const text = serialiseNotebook({ ...EMPTY_DOCUMENT, title: "Dropped" });
    await takeIntoNew(book, [{ name: "a.fieldbook.json", blob: new Blob([text]) }]);
    expect(book.store.getState().document.title).toBe("Dropped");
    expect(book.store.getState().history.changes).toEqual([]);
  });
  it("say what is wrong with them", async () => {
    const book = openBook();
    await takeDropped(book, [{ name: "b.json", blob: new Blob(["{"]) }]);
    expect(book.store.getState().notices.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^b\.json: /),
    ]);
  });
});
