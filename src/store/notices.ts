/** Short messages at the foot of the page. */
import type { Notebook, Notice } from "./notebook.ts";

const MOST_NOTICES = 3;

/** What is said of a message beside its words; see Notice. */
export type NoticeOptions = Partial<Pick<Notice, "stays" | "about" | "everywhere">>;

/** Shows a message; one with the same words or about the same gives way, else the oldest. Returns its id. */
export function notify(
  book: Notebook,
  text: string,
  action: Notice["action"] = null,
  { stays = false, about = null, everywhere = false }: NoticeOptions = {},
): string {
  const id = book.newId();
  const notice: Notice = { id, text, action, stays, about, everywhere };
  book.store.setState(({ notices }) => ({
    notices: [
      ...notices.filter(
        (other) => other.text !== text && (about === null || other.about !== about),
      ),
      notice,
    ].slice(-MOST_NOTICES),
  }));
  return id;
}

/** Says what went wrong: it stays until it is read, or something about the same is said or done. */
export const notifyError = (book: Notebook, text: string, about: string): string =>
  notify(book, text, null, { stays: true, about });

export function dismiss(book: Notebook, id: string): void {
  book.store.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** Takes away what was said about something that is tried anew. */
export function dismissAbout(book: Notebook, about: string): void {
  if (book.store.getState().notices.some((notice) => notice.about === about))
    book.store.setState(({ notices }) => ({
      notices: notices.filter((notice) => notice.about !== about),
    }));
}

/** The messages that still matter when another notebook is opened. */
export const noticesEverywhere = (notices: readonly Notice[]): readonly Notice[] =>
  notices.filter(({ everywhere }) => everywhere);
