/**
 * How long a cell stands still before it is left alone, how long it is kept in sight at most, and what
 * one frame counts for in both, however long the page took to draw it, ms.
 */
const STILL = 600;
const MOST = 5000;
const FRAME = 100;
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
  let [before, still, all] = [performance.now(), 0, 0];
  let [place, scrolled] = [placeOf(cell), scrollY];
  const gone = new AbortController();
  leave = () => gone.abort();
  for (const event of ELSEWHERE)
    addEventListener(event, leave, { signal: gone.signal, passive: true, capture: true });
  const keep = (now: number): void => {
    if (gone.signal.aborted) return;
    const passed = Math.min(Math.max(0, now - before), FRAME);
    const moved = Math.abs(placeOf(cell) - place) > 1;
    // who scrolls while nothing moves wants to be elsewhere too
    const left = !moved && Math.abs(scrollY - scrolled) > 1;
    [before, still, all] = [now, moved ? 0 : still + passed, all + passed];
    if (left || !cell.isConnected || still > STILL || all > MOST) return leave();
    if (moved) {
      cell.scrollIntoView({ block });
      [place, scrolled] = [placeOf(cell), scrollY];
    }
    requestAnimationFrame(keep);
  };
  requestAnimationFrame(keep);
}

/** px from the top of the page */
const placeOf = (cell: HTMLElement): number => cell.getBoundingClientRect().top + scrollY;
