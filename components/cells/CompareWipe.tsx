import { useState, type ReactElement } from "react";
import type { CompareCell } from "../../src/domain/document.ts";
import type { ColormapName } from "../plots/colormaps.ts";
import { FieldMap } from "../plots/FieldMap.tsx";
import { RasterCanvas } from "../plots/RasterCanvas.tsx";
import type { Series } from "../plots/series.ts";
import { WipeHandle } from "../plots/WipeHandle.tsx";
import { type ScaledMap, type Stand } from "./stands.ts";
import { describeMap, longerSide, type PickUnit } from "./CompareRow.tsx";
import type { Linked } from "./useLinked.ts";

/** Two maps over each other: the first left of a line that is moved, the second right of it. */
export function CompareWipe(props: {
  readonly shown: CompareCell;
  readonly colours: ColormapName;
  readonly stands: readonly [Stand, Stand];
  readonly maps: readonly [ScaledMap | null, ScaledMap | null];
  readonly series: readonly [Series, Series];
  readonly linked: Linked;
  readonly onPick: PickUnit;
  readonly old: boolean;
}): ReactElement {
  const { shown, colours, stands, maps, linked, old } = props;
  const [at, setAt] = useState(0.5);
  const [a, b] = stands;
  const under = maps[1];
  const { view } = linked;
  const percent = (share: number): string => `${share * 100}%`;
  const longer = under ? Math.max(under.height, under.width) : 1;
  return (
    <FieldMap
      map={maps[0]}
      size={longerSide(a, shown)}
      colours={colours}
      series={props.series[0]}
      name={a.label}
      note={b.label}
      noteSeries={props.series[1]}
      marks={a.marks}
      {...linked.of(maps[0])}
      onPick={a.grid && ((pixel) => props.onPick(0, pixel))}
      describe={`Left of the line: ${describeMap(a, shown)} Right of it: ${describeMap(b, shown)}`}
      axes
      old={old}
      front={
        <WipeHandle
          at={at}
          onMove={setAt}
          describe={`Line between ${a.label} on the left and ${b.label} on the right`}
        />
      }
    >
      {under && at < 1 && (
        <div className="window" style={{ left: percent(at), width: percent(1 - at) }}>
          <div
            className="beneath"
            style={{ left: percent(-at / (1 - at)), width: percent(1 / (1 - at)) }}
          >
            <RasterCanvas
              map={under}
              colours={colours}
              place={{
                left: percent(-view.x / view.side),
                top: percent(-view.y / view.side),
                width: percent(under.width / longer / view.side),
                height: percent(under.height / longer / view.side),
              }}
            />
          </div>
        </div>
      )}
    </FieldMap>
  );
}
