import type { ReactElement } from "react";

type Point = { readonly x: number; readonly y: number };

/** The centroid of a map, and where its unit is wanted next; px from the corner of the first pixel. */
export function FieldPoints(props: {
  readonly centroid: Point | null;
  readonly next: Point | null;
  readonly scale: number;
}): ReactElement {
  const { centroid, next, scale } = props;
  return (
    <g>
      {centroid && (
        <g transform={`translate(${centroid.x * scale} ${centroid.y * scale})`}>
          <path d="M-6 0H6M0-6V6" fill="none" stroke="#000a" strokeWidth="4" />
          <path d="M-5.5 0H5.5M0-5.5V5.5" fill="none" stroke="#fff" strokeWidth="1.6" />
        </g>
      )}
      {next && (
        <g transform={`translate(${next.x * scale} ${next.y * scale})`}>
          <circle r="8" fill="none" stroke="#000a" strokeWidth="4" />
          <circle r="8" fill="none" stroke="#fff" strokeWidth="1.8" strokeDasharray="4 2.3" />
        </g>
      )}
    </g>
  );
}
