import type { ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import type { ErfValue } from "../../src/domain/stored.ts";
import { sayDate, sayHash, sayTarget, times, type WeightsRoot } from "./words.ts";

/** Where the numbers of a field came from, as spans of a figure's last line. */
export function ErfSource(props: {
  readonly of: ErfCell;
  readonly value: ErfValue;
  readonly root: WeightsRoot | null;
}): ReactElement {
  const { of, value, root } = props;
  const { result, computed } = value;
  const { count, skipped } = result.map;
  return (
    <>
      {root && (
        <span>
          weights{" "}
          <b>
            {root.type === "random"
              ? `${root.architecture}, seed ${root.seed}`
              : `${root.file.name}, sha256 ${sayHash(root.file.sha256)}`}
          </b>
        </span>
      )}
      <span>
        {count} {count === 1 ? "image" : "images"}
      </span>
      <span>{skipped} skipped</span>
      <span className="again">
        {times(of.conditions.size)}, {of.conditions.protocol}
        {of.conditions.target && `, target ${sayTarget(of.conditions.target)}`}
      </span>
      <span>
        {computed.backend}, {computed.adapter}
      </span>
      <span>{computed.seconds.toFixed(computed.seconds < 10 ? 2 : 0)} s</span>
      <span>{sayDate(computed.at)}</span>
    </>
  );
}
