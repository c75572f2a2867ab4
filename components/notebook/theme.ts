export type Theme = "light" | "dark";
const KEY = "fieldbook.theme";

/** What the person chose before, else what the system says. */
export function initialTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") return kept;
  } catch {
    // storage may be barred; the system's choice will do
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Sets the theme of the document and keeps it where the browser allows. */
export function applyTheme(theme: Theme, keep: boolean): void {
  document.documentElement.dataset.theme = theme;
  if (!keep) return;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // as above
  }
}

export const otherTheme = (theme: string | undefined): Theme =>
  theme === "dark" ? "light" : "dark";
