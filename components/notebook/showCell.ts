/** How long a cell stands still before it is left alone, and how long it is kept in sight at most, ms. */
const STILL = 600;
const MOST = 5000;
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
  let since = start;
  let [place, scrolled] = [placeOf(cell), scrollY];
  const gone = new AbortController();
  leave = () => gone.abort();
  for (const event of ELSEWHERE)
    addEventListener(event, leave, { signal: gone.signal, passive: true, capture: true });
  const keep = (now: number): void => {
    if (gone.signal.aborted) return;
    const moved = Math.abs(placeOf(cell) - place) > 1;
    // who scrolls while nothing moves wants to be elsewhere too
    const left = !moved && Math.abs(scrollY - scrolled) > 1;
    if (left || !cell.isConnected || now - since > STILL || now - start > MOST) return leave();
    if (moved) {
      cell.scrollIntoView({ block });
      [place, scrolled, since] = [placeOf(cell), scrollY, now];
    }
    requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
}

/** px from the top of the page */
const placeOf = (cell: HTMLElement): number => cell.getBoundingClientRect().top + scrollY;
