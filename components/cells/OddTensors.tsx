import type { ReactElement } from "react";
import type { ModelSummary } from "../../src/domain/model.ts";

const MOST = 500;

/** Tensors of the file that the network has no place for, and places that the file leaves empty. */
export function OddTensors({ summary }: { readonly summary: ModelSummary }): ReactElement | null {
  const { unmatched, missing } = summary;
  const count = unmatched.length + missing.length;
  if (count === 0) return null;
  const lines = [
    ...unmatched.map((tensor) => ({ ...tensor, says: "in the file, not in the network" })),
    ...missing.map((tensor) => ({ ...tensor, says: "in the network, not in the file" })),
  ];
  return (
    <details className="odd">
      <summary>
        {unmatched.length} unmatched and {missing.length} missing tensors: numbers of this model are
        not those of the file
      </summary>
      <ul>
        {lines.slice(0, MOST).map(({ name, shape, says }) => (
          <li key={`${says} ${name}`}>
            {name} [{shape.join(", ")}]: {says}
          </li>
        ))}
      </ul>
      {count > MOST && <p className="lead">and {count - MOST} more</p>}
    </details>
  );
}
