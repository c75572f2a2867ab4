import type { ReactElement } from "react";
import type { Missing, ModelSummary } from "../../src/domain/model.ts";

const MOST = 500;

/** Tensors of the file that the network has no place for, and places that the file leaves empty. */
export function OddTensors({ summary }: { readonly summary: ModelSummary }): ReactElement | null {
  const { unmatched, missing } = summary;
  if (unmatched.length + missing.length === 0) return null;
  const zeros = missing.length === 0 ? "" : "; what is missing is zero";
  return (
    <TensorList
      summary={summary}
      says={`${unmatched.length} unmatched and ${missing.length} missing tensors: numbers of this model are not those of the file${zeros}`}
    />
  );
}

/** Every tensor that did not match: what was expected, what was found, and the nearest name. */
export function TensorList(props: {
  readonly summary: ModelSummary;
  /** what the list is headed with */
  readonly says: string;
}): ReactElement {
  const { unmatched, missing } = props.summary;
  const lines = [
    ...missing.map((tensor) => ({ ...tensor, says: sayMissing(tensor) })),
    ...unmatched.map((tensor) => ({ ...tensor, says: "in the file, not in the network" })),
  ];
  return (
    <details className="odd">
      <summary>{props.says}</summary>
      <ul>
        {lines.slice(0, MOST).map(({ name, shape, says }) => (
          <li key={`${says} ${name}`}>
            {name} {bracketed(shape)}: {says}
          </li>
        ))}
      </ul>
      {lines.length > MOST && <p className="lead">and {lines.length - MOST} more</p>}
    </details>
  );
}

function sayMissing({ found, nearest }: Missing): string {
  if (found) return `the file has ${bracketed(found)} under this name`;
  const near = nearest === undefined ? "" : `, the nearest there is ${nearest}`;
  return `in the network, not in the file${near}`;
}

const bracketed = (shape: readonly number[]): string => `[${shape.join(", ")}]`;
