/** A document as text, made once: documents are immutable. */
import type { NotebookDocument } from "../domain/document.ts";
import { serialiseNotebook } from "./format/serialiseNotebook.ts";

const texts = new WeakMap<NotebookDocument, string>();

/** The document serialised, without results. */
export function textOf(document: NotebookDocument): string {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = serialiseNotebook(document);
  texts.set(document, text);
  return text;
}
