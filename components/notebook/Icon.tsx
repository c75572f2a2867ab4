import type { ReactElement } from "react";

const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  stop: "M4 4h8v8H4z",
  theme: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z",
} as const;

/** A line drawing of 16 px that says nothing to a screen reader. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactElement {
  return (
    <svg className="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
      {name === "theme" && <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />}
    </svg>
  );
}
