import type { ReactElement } from "react";
import type { CountValue } from "../../src/domain/stored.ts";
import type { ModelSummary } from "../../src/domain/model.ts";

const WITHOUT_ZEROS = "MACs without zeros";

/** What can be counted of a network. */
export interface Counted {
  /** null until it was opened */
  readonly summary: ModelSummary | null;
  /** null until every weight was read */
  readonly count: CountValue | null;
}

/** Parameters and multiply-accumulates, each with what the edits change of it; the room is kept. */
export function ModelNumbers(props: {
  readonly now: Counted;
  /** the network without the edits; null when there are none */
  readonly before: Counted | null;
}): ReactElement {
  const { now, before } = props;
  const rows = [
    ["parameters", now.summary?.params, before?.summary?.params],
    ["nonzero", now.count?.nonzero ?? now.summary?.nonzero, before?.count?.nonzero],
    ["MACs", now.summary?.macs, before?.summary?.macs],
    [WITHOUT_ZEROS, now.count?.macs, before?.count?.macs],
  ] as const;
  const counting = now.summary !== null && now.count === null;
  return (
    <div className="changed" aria-live="polite">
      <dl className="numbers-row">
        {rows.map(([name, is, was]) => (
          <div key={name}>
            <dt>{name === WITHOUT_ZEROS ? <WithoutZeros /> : name}</dt>
            <dd>
              {is === undefined || is === null ? (
                <span className="pending">{counting ? "counting" : "–"}</span>
              ) : (
                sayAmount(is)
              )}
            </dd>
            <dd className="by">
              {is !== undefined && is !== null && was !== undefined && sayChange(was, is)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="lead">{sayAgainst(before)}</p>
    </div>
  );
}

/** It stands behind the multiply-accumulates of all weights. */
const WithoutZeros = (): ReactElement => (
  <>
    <span className="unseen">MACs </span>without zeros
  </>
);

function sayAgainst(before: Counted | null): string {
  if (!before) return "Not edited; MACs of one image of 224\u00a0px";
  return before.summary ? "Against the network without these edits" : "Edited";
}

/** Multiply-accumulates or parameters with four digits: 8.705 G, 50.70 M */
export function sayAmount(n: number): string {
  const [unit, sign] = n >= 1e9 ? [1e9, "G"] : n >= 1e6 ? [1e6, "M"] : [1e3, "k"];
  return `${(n / unit).toPrecision(4)}\u202f${sign}`;
}
/** −12.3 %, the same, +4.0 % */
export function sayChange(was: number, now: number): string {
  if (was === now) return "the same";
  const percent = was === 0 ? Infinity : (100 * (now - was)) / was;
  const size = Math.abs(percent);
  const digits = size < 0.05 ? "less than 0.1" : size.toFixed(size < 100 ? 1 : 0);
  return `${percent < 0 ? "−" : "+"}${digits}\u202f%`;
}
