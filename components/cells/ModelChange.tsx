import type { ReactElement } from "react";
import type { CountValue, ModelValue } from "../../src/domain/stored.ts";

interface Known {
  readonly model: ModelValue | null;
  readonly count: CountValue | null;
}

/** What the edits change against the network without them, in parameters and multiply-accumulates. */
export function ModelChange(props: {
  readonly before: Known;
  readonly after: Known;
}): ReactElement | null {
  const { before, after } = props;
  if (before.model === null) return null;
  const [from, to] = [before.model.summary, after.model?.summary];
  const rows = [
    ["parameters", from.params, to?.params],
    ["nonzero", before.count?.nonzero, after.count?.nonzero],
    ["MACs", from.macs, to?.macs],
    ["MACs without zeros", before.count?.macs, after.count?.macs],
  ] as const;
  return (
    <div className="changed" aria-live="polite">
      <p className="lead">Against the network without these edits; MACs of one image of 224 px</p>
      <dl>
        {rows.map(([name, was, now]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {was === undefined || now === undefined ? "–" : sayAmount(now)}
              {was !== undefined && now !== undefined && <small>{sayChange(was, now)}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
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
