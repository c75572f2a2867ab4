import type { Notebook } from "../../src/store/notebook.ts";
import { notify } from "../../src/store/notices.ts";

/** Puts text on the clipboard and says so; a browser that bars it leaves the text to be taken from the message. */
export async function copyText(book: Notebook, text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify(book, said);
  } catch {
    notify(book, `The clipboard is barred. Copy it from here: ${text}`);
  }
}
