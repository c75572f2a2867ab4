import type { ReactElement } from "react";

const HEIGHT = 40;
const STEP = 4;

/** Shares of zeros, 0–1, of layers in their order, as small bars over a line; as wide as it has room. */
export function ZeroBars(props: {
  readonly shares: readonly number[];
  readonly describe: string;
}): ReactElement {
  const { shares, describe } = props;
  const width = Math.max(1, shares.length) * STEP;
  return (
    <svg
      className="zero-bars"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={describe}
    >
      {shares.map((share, i) => (
        <rect
          key={i}
          x={i * STEP}
          y={(1 - share) * HEIGHT}
          width={STEP - 1}
          height={share * HEIGHT}
          fill="var(--series, var(--net-a))"
          opacity={i % 2 === 0 ? 1 : 0.6}
        />
      ))}
    </svg>
  );
}
