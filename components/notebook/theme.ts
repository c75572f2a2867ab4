export type Theme = "light" | "dark";
const KEY = "fieldbook.theme";

const DARK = "(prefers-color-scheme: dark)";

/** What the person chose before; null when nothing is kept. */
function keptTheme(): Theme | null {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "light" || kept === "dark") return kept;
  } catch {
    // storage may be barred; the system's choice will do
  }
  return null;
}
const systemTheme = (): Theme => (matchMedia(DARK).matches ? "dark" : "light");

/** What the person chose before, else what the system says. */
export const initialTheme = (): Theme => keptTheme() ?? systemTheme();

/** Tells of the system's theme when it changes, as long as the person chose none; returns the end of that. */
export function followSystem(tell: (theme: Theme) => void): () => void {
  const media = matchMedia(DARK);
  const listen = (): void => {
    if (keptTheme() === null) tell(systemTheme());
  };
  media.addEventListener("change", listen);
  return () => media.removeEventListener("change", listen);
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
