import type { ReactElement } from "react";
import type { ErfCell, ErfView as View } from "../../src/domain/document.ts";
import { CheckField } from "../controls/CheckField.tsx";
import { RangeField } from "../controls/RangeField.tsx";

/** How a field is drawn, and whether its untrained twin stands beside it. */
export function ErfView(props: {
  readonly cell: ErfCell;
  /** the result that is shown has its mean input image; null while nothing is shown */
  readonly hasImage: boolean | null;
  /** why there is no untrained twin to look at; null when there is one */
  readonly locked: string | null;
  readonly onView: (patch: Partial<View>) => void;
  readonly onUntrained: (untrained: boolean) => void;
}): ReactElement {
  const { cell, hasImage, locked, onView, onUntrained } = props;
  const { view } = cell;
  return (
    <div className="conditions bare view" role="group" aria-label="How the field is drawn">
      {hasImage === false ? (
        <div className="field">
          <span className="label">Map over the mean image</span>
          <span className="fact">image not kept: run again</span>
        </div>
      ) : (
        <RangeField
          label="Map over the mean image"
          value={Math.round(100 * view.overlay)}
          least={0}
          most={100}
          say={view.overlay === 1 ? "map alone" : `${Math.round(100 * view.overlay)} %`}
          onChange={(percent) => onView({ overlay: percent / 100 })}
        />
      )}
      <CheckField
        label="Contours"
        say="20, 30, 50, 99 %"
        value={view.contours}
        onChange={(contours) => onView({ contours })}
      />
      <CheckField
        label="Squares"
        say="30, 50 %"
        value={view.squares}
        onChange={(squares) => onView({ squares })}
      />
      <CheckField
        label="Beside it"
        say={
          locked === null || cell.untrained ? "the same network, untrained" : "weights are random"
        }
        value={cell.untrained}
        onChange={onUntrained}
        locked={cell.untrained ? null : locked}
      />
    </div>
  );
}
