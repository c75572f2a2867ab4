import type { ReactElement } from "react";

/** side of the frame that footprints are drawn in, cells */
const FRAME = 61;

/** Kernels [height, width] of one layer to scale in a 61 × 61 frame, laid over each other. */
export function Footprint(props: {
  readonly kernels: readonly (readonly [number, number])[];
  readonly title: string;
}): ReactElement {
  const unit = 58 / FRAME;
  return (
    <svg viewBox="0 0 64 64" role="img" aria-label={props.title}>
      <rect x="2.5" y="2.5" width="59" height="59" fill="none" stroke="var(--rule-2)" />
      {props.kernels.map(([height, width]) => (
        <rect
          key={`${height} ${width}`}
          x={32 - (width * unit) / 2}
          y={32 - (height * unit) / 2}
          width={width * unit}
          height={height * unit}
          fill="var(--series-wash, var(--net-a-wash))"
          stroke={height === width && width > 5 ? "var(--series, var(--net-a))" : "none"}
        />
      ))}
      <rect x="30.5" y="30.5" width="3" height="3" fill="var(--series, var(--net-a))" />
    </svg>
  );
}
