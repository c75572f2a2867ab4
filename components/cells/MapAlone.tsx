import type { ReactElement, ReactNode } from "react";
import type { ColormapName } from "../plots/colormaps.ts";
import { MAP_EDGE, Y_LABELS } from "../plots/FieldMap.tsx";
import type { Tick } from "../plots/LineChart.tsx";
import { BAR_WIDTH, FIFTHS, ScaleBar, StandingBar } from "../plots/ScaleBar.tsx";
import { useWidth } from "../plots/useWidth.ts";

/** px of a map's side at most, as of a field that stands alone */
const MOST_SIDE = 520;
const GAP = 20;
/** narrower than this the bar lies under the map, which takes the whole width */
const NARROW = 380;

/** One map with its colour bar: beside it, as tall as the map, or under it where the page is narrow. */
export function MapAlone(props: {
  readonly colours: ColormapName;
  /** what the colours mean; null while there is no map */
  readonly quantity: string | null;
  readonly ticks?: readonly Tick[];
  /** the map, of a side in px */
  readonly children: (side: number) => ReactNode;
}): ReactElement {
  const { colours, quantity, ticks = FIFTHS, children } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const own = Y_LABELS + MAP_EDGE;
  const upright = width >= NARROW;
  const side = Math.min(MOST_SIDE, width - (upright ? BAR_WIDTH + GAP : 0) - own);
  const columns = `${side + own}px${upright ? ` ${BAR_WIDTH}px` : ""}`;
  const bar = quantity !== null && { colours, quantity, ticks };
  return (
    <div
      className="map-alone"
      ref={ref}
      style={width > 0 ? { gridTemplateColumns: columns } : undefined}
    >
      {children(side)}
      {bar &&
        (upright ? <StandingBar {...bar} length={side} /> : <ScaleBar {...bar} most={side} />)}
    </div>
  );
}
