const KEY = "fieldbook.last";

/** The id of the notebook that was open last, where the browser remembers it. */
export function lastOpened(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberOpened(id: string): void {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    // storage may be barred; the newest notebook will do
  }
}
