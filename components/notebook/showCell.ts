/** How long cells that come into sight may still change their height, ms. */
const SETTLES = 600;
/** What a person does who wants to be elsewhere. */
const ELSEWHERE = ["wheel", "pointerdown", "touchstart", "keydown"] as const;

let leave = (): void => {};

/**
 * Scrolls a cell into view, and keeps it there for a moment: cells out of sight are as tall as was
 * guessed, and what is drawn of them on the way would push it out again.
 */
export function showCell(cell: HTMLElement, block: "start" | "nearest"): void {
  leave();
  cell.scrollIntoView({ block });
  const start = performance.now();
  const gone = new AbortController();
  leave = () => gone.abort();
  for (const event of ELSEWHERE)
    addEventListener(event, leave, { signal: gone.signal, passive: true, capture: true });
  const keep = (now: number): void => {
    if (gone.signal.aborted) return;
    if (now - start > SETTLES || !cell.isConnected) return gone.abort();
    cell.scrollIntoView({ block });
    requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
}
