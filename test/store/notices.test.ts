import { expect, it } from "vitest";
import { dismissAbout, notify, notifyError } from "../../src/store/notices.ts";
import { EMPTY_DOCUMENT, type Notebook } from "../../src/store/notebook.ts";
import { startNotebook } from "../../src/store/session.ts";
import { openBook } from "../helpers/openBook.ts";

const texts = ({ store }: Notebook): string[] => store.getState().notices.map(({ text }) => text);

it("errors about one thing replace each other, stay, and go when it is tried anew", () => {
  const { book } = openBook();
  notifyError(book, "a.pth is no checkpoint", "files");
  notify(book, "Copied");
  notifyError(book, "b.pth is no checkpoint", "files");
  expect(texts(book)).toEqual(["Copied", "b.pth is no checkpoint"]);
  expect(book.store.getState().notices.map(({ stays }) => stays)).toEqual([false, true]);
  dismissAbout(book, "files");
  expect(texts(book)).toEqual(["Copied"]);
});

it("what was said of one notebook is not said over another (regression)", async () => {
  const { book } = openBook();
  notifyError(book, "a.json cannot be read", "files");
  notify(book, "A new version is ready", null, { everywhere: true });
  await startNotebook(book, EMPTY_DOCUMENT, {});
  expect(texts(book)).toEqual(["A new version is ready"]);
});
