import type { ReactElement } from "react";
import type { ErfCell, ErfView as View } from "../../src/domain/document.ts";
import { RangeField } from "../controls/RangeField.tsx";
import { TickChip } from "../controls/TickChip.tsx";

/** What is drawn over a field, and whether its untrained twin stands beside it. */
export function ErfView(props: {
  readonly cell: ErfCell;
  /** why there is no untrained twin to look at; null when there is one */
  readonly locked: string | null;
  readonly onView: (patch: Partial<View>) => void;
  readonly onUntrained: (untrained: boolean) => void;
}): ReactElement {
  const { cell, locked, onView, onUntrained } = props;
  const { view } = cell;
  const barred = locked !== null && !cell.untrained;
  return (
    <div className="tick-chips" role="group" aria-label="How the field is drawn">
      <TickChip
        label="Contours"
        say="Lines around the densest pixels that hold 20, 30, 50 and 99 %"
        value={view.contours}
        onChange={(contours) => onView({ contours })}
      />
      <TickChip
        label="Squares"
        say="The centred squares that hold 30 and 50 %"
        value={view.squares}
        onChange={(squares) => onView({ squares })}
      />
      <TickChip
        label="Untrained"
        unseen=" beside it"
        say={barred ? locked : "The same network with random weights, on the same scale"}
        value={cell.untrained}
        disabled={barred}
        onChange={onUntrained}
      />
    </div>
  );
}

/** How thick the map lies over the mean of its input images. */
export function OverlayField(props: {
  /** opacity of the map, 0–1 */
  readonly overlay: number;
  /** the result that is shown has its mean input image; null while nothing is shown */
  readonly hasImage: boolean | null;
  readonly onChange: (overlay: number) => void;
}): ReactElement {
  const { overlay, hasImage, onChange } = props;
  if (hasImage === false)
    return (
      <div className="field">
        <span className="label">Map over the mean image</span>
        <span className="fact">image not kept: run again</span>
      </div>
    );
  const percent = Math.round(100 * overlay);
  return (
    <RangeField
      label="Map over the mean image"
      value={percent}
      least={0}
      most={100}
      say={overlay === 1 ? "map alone" : `${percent} %`}
      onChange={(value) => onChange(value / 100)}
    />
  );
}
