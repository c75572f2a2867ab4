import type { KeyboardEvent, PointerEvent, ReactElement } from "react";

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
};
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** The line between two maps that lie over each other, moved by the pointer or the keys. */
export function WipeHandle(props: {
  /** of the width, 0–1 */
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly describe: string;
}): ReactElement {
  const { at, onMove, describe } = props;
  const key = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) onMove(clamp(at + step * (event.shiftKey ? 10 : 1)));
    else if (event.key === "Home") onMove(0);
    else if (event.key === "End") onMove(1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement!.getBoundingClientRect();
    onMove(clamp((event.clientX - box.left) / box.width));
  };
  return (
    <div
      className="wipe-handle"
      data-live
      style={{ left: `${at * 100}%` }}
      role="slider"
      tabIndex={0}
      aria-label={describe}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      aria-valuetext={`${Math.round(at * 100)} % of the width`}
      onKeyDown={key}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
