/** An exported notebook as the text of one HTML file, which loads nothing and runs nothing. */
import { embedNotebook } from "../../src/store/exportedHtml.ts";

export interface ExportedPage {
  readonly title: string;
  readonly styles: string;
  /** width that the figures were drawn for, px */
  readonly width: number;
  /** the cells, as HTML */
  readonly cells: readonly string[];
  /** the document, serialised */
  readonly notebook: string;
  /** under the last cell: plain lines of text */
  readonly foot: readonly string[];
}
/** Pictures, faces and styles within the file, nothing else: not even a script that someone puts into it. */
export const EXPORT_POLICY = [
  "default-src 'none'",
  "img-src data:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** px that A4 and Letter have between their margins */
const PAPER_WIDTH = 680;
const OWN_STYLES = `
main.exported { margin: 0 auto; padding: 40px 16px 96px; }
.exported > h1 { font: 400 46px/52px var(--serif); letter-spacing: -0.022em; margin: 0 0 20px; }
.exported .cell { display: block; margin: 0 0 40px; padding: 0; content-visibility: visible; }
.exported .cell::before { content: none; }
.exported .cell-body { overflow-x: auto; margin: 0 -16px; padding: 0 16px; }
.exported .cell :is(.head, .specimen .top) { padding-right: 0; }
.exported .folded-line { margin: 0; cursor: default; }
.exported .facts { display: flex; }
.exported :is(.readout, .erf .readout) { min-height: 0; }
.exported math[display="block"] { margin: 16px 0; padding: 4px 0; overflow-x: auto; }
.exported math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; }
.exported .small-plots { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
@media (max-width: 620px) { .exported .small-plots { grid-template-columns: minmax(0, 1fr); } }
/* a drawing gives way to a narrow page as far as its words can be read; tan(atan2()) is a ratio of lengths */
@media screen and (max-width: 860px) {
  .exported .plot { zoom: clamp(0.6, tan(atan2(100vw - 34px, var(--drawn, 1) * 1px)), 1); }
  /* names stand beside the lines of a chart */
  .exported .line-chart { zoom: clamp(0.55, tan(atan2(100vw - 34px, var(--drawn, 1) * 1.2px)), 1); }
  .exported .map-row.kernels > .plot { zoom: clamp(0.6, tan(atan2(50vw - 30px, var(--drawn, 1) * 1px)), 1); }
  .exported .map-alone > .scale-bar { zoom: clamp(0.6, tan(atan2(100vw - 34px, var(--drawn, 1) * 1px + 50px)), 1); }
  .exported table.area { display: block; overflow-x: auto; }
  .exported table.area td { white-space: nowrap; }
  .exported :is(.kernel-grid, .sweep .plot) { zoom: 1; }
  .exported .scale-bar:not(.standing, .map-alone > *) { zoom: 1; }
  .exported .scale-bar:not(.standing) svg { max-width: 100%; }
  .exported :is(.map-row:not(.kernels), .map-alone) { grid-template-columns: minmax(0, 1fr) !important; }
  .exported .map-row > .standing { grid-area: auto; }
}
.exported mfrac > :first-child { padding-bottom: 0.16em; }
.exported mfrac > :last-child { padding-top: 0.16em; }
.exported > footer { margin-top: 64px; padding-top: 12px; border-top: 1px solid var(--rule); }
.exported > footer p { margin: 0 0 4px; font-size: 12.5px; color: var(--ink-3); white-space: pre-wrap; overflow-wrap: anywhere; }
`;

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Styles cannot end their element. */
const escapeStyles = (css: string): string => css.replaceAll("</", "<\\/");

export function composePage(page: ExportedPage): string {
  const { title, styles, width, cells, notebook, foot } = page;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${EXPORT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Fieldbook">
<title>${escapeHtml(title)}</title>
<style>
${escapeStyles(styles)}
${OWN_STYLES}main.exported { max-width: ${Math.round(width) + 32}px; }
@media print { main.exported { padding: 0; zoom: ${Math.min(1, PAPER_WIDTH / width).toFixed(3)}; } }
</style>
</head>
<body>
<main class="exported">
${cells.join("\n")}
<footer>
${foot.map((line) => `<p>${escapeHtml(line)}</p>`).join("\n")}
</footer>
</main>
${embedNotebook(notebook)}
</body>
</html>
`;
}
