import type { ReactElement } from "react";

const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  stop: "M4 4h8v8H4z",
  theme: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
  run: "M4.5 3.2l8 4.8-8 4.8z",
  plus: "M8 3v10M3 8h10",
  share: "M8 10V2.5M5 5l3-3 3 3M3 9v4h10V9",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  outline: "M2.5 3h11v10h-11zM6 3v10",
  close: "M4 4l8 8M12 4l-8 8",
  undo: "M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M3 6.5l3-3M3 6.5l3 3",
  redo: "M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10M13 6.5l-3-3M13 6.5l-3 3",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
} as const;
export type IconName = keyof typeof PATHS;

/** A line drawing of 16 px that says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className={`i icon-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === "theme" && <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />}
    </svg>
  );
}
