/** A notebook that is printed: every figure is drawn for the width of the paper while it is. */
import { putOnPaper, takeOffPaper } from "./paper.ts";

/** Follows the browser's word that it prints, and that it is done. */
export function followPrinting(window: Window): void {
  window.addEventListener("beforeprint", () => putOnPaper("print"));
  window.addEventListener("afterprint", takeOffPaper);
}
