import type { ReactElement } from "react";
import type { AreaRatio } from "../../src/domain/result.ts";

const percent = (t: number): string => `${Math.round(t * 100)} %`;

/** The squares of one network, or of one state of it. */
export interface AreaRow {
  readonly key: string;
  readonly name: string;
  readonly kernels: readonly number[];
  /** sets the colour of its line; empty for the figure's own */
  readonly className: string;
  /** null while they are still to come */
  readonly squares: readonly AreaRatio[] | null;
}

/** The area ratios that the papers print, side in px beside each; on a narrow page one share a row. */
export function AreaTable(props: {
  readonly rows: readonly AreaRow[];
  readonly shares: readonly number[];
  /** whose numbers these are and under which conditions */
  readonly conditions: string;
  readonly narrow: boolean;
}): ReactElement {
  const { rows, narrow, conditions } = props;
  const unreached = rows.some(({ squares }) => squares?.some(({ side }) => side === null));
  return (
    <>
      {narrow ? <Upright {...props} /> : <Across {...props} />}
      <p className="table-note">
        Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share;
        its side in px beside it. {conditions}
        {unreached && " Not reached: even the largest square holds less than the share."}
      </p>
    </>
  );
}

type Parts = Parameters<typeof AreaTable>[0];
const squareOf = ({ squares }: AreaRow, t: number): AreaRatio | null =>
  squares?.find((square) => square.t === t) ?? null;

function Across({ rows, shares }: Parts): ReactElement {
  return (
    <table className="area">
      <thead>
        <tr>
          <th rowSpan={2} scope="col">
            Network
          </th>
          <th rowSpan={2} scope="col">
            Kernels
          </th>
          <th colSpan={shares.length} scope="colgroup" className="group">
            Area ratio holding more than
          </th>
        </tr>
        <tr>
          {shares.map((t) => (
            <th key={t} scope="col">
              {percent(t)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={row.className}>
            <th scope="row">
              <span className="swatch" />
              {row.name}
            </th>
            <td>{row.kernels.join(" ")}</td>
            {shares.map((t) => (
              <td key={t} data-t={t}>
                <Value square={squareOf(row, t)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Upright({ rows, shares }: Parts): ReactElement {
  return (
    <table className="area">
      <thead>
        <tr>
          <th scope="col">Area ratio holding more than</th>
          {rows.map(({ key, name }) => (
            <th key={key} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shares.map((t) => (
          <tr key={t}>
            <th scope="row">{percent(t)}</th>
            {rows.map((row) => (
              <td key={row.key} data-t={t}>
                <Value square={squareOf(row, t)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ square }: { readonly square: AreaRatio | null }): ReactElement {
  if (!square) return <small>to come</small>;
  const { ratio, side } = square;
  if (ratio === null || side === null) return <small>not reached</small>;
  return (
    <>
      {ratio.toFixed(3)}
      <small>{side} px</small>
    </>
  );
}
