import type { ReactElement } from "react";
import type { Conditions } from "../../src/domain/document.ts";
import type { ErfValue } from "../../src/domain/stored.ts";
import { sayMachine } from "./measured.ts";
import { times } from "./words.ts";

/** Where the numbers of several fields came from. */
export function FieldProvenance(props: {
  readonly weights: readonly string[];
  readonly values: readonly ErfValue[];
  readonly conditions: Conditions;
}): ReactElement {
  const { weights, values, conditions } = props;
  const first = values[0]?.result.map;
  const skipped = values.reduce((sum, { result }) => sum + result.map.skipped, 0);
  const seconds = values.reduce((sum, { computed }) => sum + computed.seconds, 0);
  return (
    <>
      <span>
        weights <b>{weights.join("; ")}</b>
      </span>
      {first && (
        <span>
          {first.count} {first.count === 1 ? "image" : "images"} each
        </span>
      )}
      <span>{skipped} skipped</span>
      <span className="again">
        {times(conditions.size)}, {conditions.protocol}
      </span>
      <span>{sayMachine(values)}</span>
      <span>{seconds.toFixed(2)} s computing</span>
    </>
  );
}
