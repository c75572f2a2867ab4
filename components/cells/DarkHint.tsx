import { useMemo, type ReactElement } from "react";
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

/** Says that maps are nearly black on their scale, and offers one that shows more of them. */
export function DarkHint(props: {
  /** as they are drawn, 0–1 */
  readonly maps: readonly Float32Array[];
  readonly scale: ScaleName;
  /** the map is of conditions that no longer hold */
  readonly old: boolean;
  readonly onPower: () => void;
}): ReactElement | null {
  const { maps, scale, old, onPower } = props;
  const dark = useMemo(() => maps.length > 0 && maps.every(isDark), [maps]);
  if (!dark || scale === "power" || old) return null;
  return (
    <p className="dark-hint" data-live>
      Most of {maps.length === 1 ? "the map" : "each map"} is below {DARK} of the scale: try power.{" "}
      <button type="button" className="linklike" onClick={onPower}>
        Draw by power 0.25
      </button>
    </p>
  );
}

/** Says which maps are nearly black on the scale of a brighter one, and offers each its own. */
export function OwnScaleHint(props: {
  /** in their order; null where a map is still to come */
  readonly maps: readonly (Float32Array | null)[];
  readonly names: readonly string[];
  /** they are drawn on one scale */
  readonly shared: boolean;
  /** the maps are of conditions that no longer hold */
  readonly old: boolean;
  readonly onOwn: () => void;
}): ReactElement | null {
  const { maps, names, shared, old, onOwn } = props;
  const dark = useMemo(() => maps.map((map) => map !== null && isDark(map)), [maps]);
  const some = names.filter((_, i) => dark[i]);
  if (!shared || old || some.length === 0 || some.length === maps.length) return null;
  return (
    <p className="dark-hint" data-live>
      On one scale most of {listed(some)} is below {DARK}.{" "}
      <button type="button" className="linklike" onClick={onOwn}>
        Draw each on its own scale
      </button>
    </p>
  );
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(names);
