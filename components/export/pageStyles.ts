/** The page's own styles as text, for a file that stands alone. */

const OF_KATEX = /\.katex/;

/** Every rule that a figure or a text may need; faces stay behind, the system's stand in. */
export function collectStyles(sheets: Iterable<CSSStyleSheet>): string {
  const lines: string[] = [];
  for (const sheet of sheets) {
    for (const rule of rulesOf(sheet)) {
      const { cssText } = rule;
      if (/^@(?:font-face|import|charset)/.test(cssText) || OF_KATEX.test(cssText)) continue;
      lines.push(cssText);
    }
  }
  return lines.join("\n");
}

/** A sheet of another origin, as a browser's extension may add, does not let itself be read. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
