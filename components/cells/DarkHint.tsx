import { useMemo, type ReactElement, type ReactNode } from "react";
import type { ScaleName } from "../../src/domain/reading.ts";

/** of the scale: darker than this little is seen */
const DARK = 0.05;
/** of a map's pixels */
const MOST = 0.95;

/** Whether nearly all pixels of a map are too dark to be told apart; values 0–1. */
export function isDark(values: Float32Array): boolean {
  let dark = 0;
  for (const value of values) if (value < DARK) dark++;
  return dark > MOST * values.length;
}

/** Whether a map's own largest value is the end of the scale: no scale of its own shows more of it. */
const isBrightest = (values: Float32Array): boolean => values.some((value) => value > 0.999);

/**
 * Says that all maps are nearly black on their scale, and offers one that shows more of them; or, of
 * maps on one scale, which the brighter leave black, and offers each its own.
 */
export function DarkHint(props: {
  /** as they are drawn, 0–1 */
  readonly maps: readonly Float32Array[];
  readonly scale: ScaleName;
  /** the map is of conditions that no longer hold */
  readonly old: boolean;
  readonly onPower: () => void;
  /** of maps that are drawn on one scale, in their order */
  readonly shared?: { readonly names: readonly string[]; readonly onOwn: () => void } | null;
}): ReactElement | null {
  const { maps, scale, old, onPower, shared } = props;
  const dark = useMemo(() => maps.map(isDark), [maps]);
  if (old || !dark.includes(true)) return null;
  if (dark.includes(false)) {
    const helped = (shared?.names ?? []).filter((_, i) => dark[i] && !isBrightest(maps[i]!));
    return shared && helped.length > 0 ? (
      <Hint offer="Draw each on its own scale" onTake={shared.onOwn}>
        On one scale most of {listed(helped)} is below {DARK}.
      </Hint>
    ) : null;
  }
  if (scale === "power") return null;
  return (
    <Hint offer="Draw by power 0.25" onTake={onPower}>
      Most of {maps.length === 1 ? "the map" : "each map"} is below {DARK} of the scale: try power.
    </Hint>
  );
}

function Hint(props: {
  readonly children: ReactNode;
  readonly offer: string;
  readonly onTake: () => void;
}): ReactElement {
  return (
    <p className="dark-hint" data-live>
      {props.children}{" "}
      <button type="button" className="linklike" onClick={props.onTake}>
        {props.offer}
      </button>
    </p>
  );
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(names);
