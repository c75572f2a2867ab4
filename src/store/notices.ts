/** Short messages at the foot of the page. */
import type { Notebook, Notice } from "./notebook.ts";

const MOST_NOTICES = 3;

/** Shows a message; the oldest makes room. Returns its id. */
export function notify(book: Notebook, text: string, action: Notice["action"] = null): string {
  const id = book.newId();
  book.store.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.text !== text), { id, text, action }].slice(
      -MOST_NOTICES,
    ),
  }));
  return id;
}

export function dismiss(book: Notebook, id: string): void {
  book.store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
