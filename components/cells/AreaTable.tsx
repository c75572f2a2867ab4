import type { ReactElement } from "react";
import type { AreaRatio } from "../../src/domain/result.ts";

const percent = (t: number): string => `${Math.round(t * 100)} %`;

/** The area ratios that the papers print, side in px beside each; on a narrow page one share a row. */
export function AreaTable(props: {
  readonly name: string;
  readonly kernels: readonly number[];
  readonly rows: readonly AreaRatio[];
  readonly conditions: string;
  readonly narrow: boolean;
}): ReactElement {
  const { rows, name, narrow } = props;
  return (
    <>
      {narrow ? <Upright {...props} /> : <Across {...props} />}
      <p className="table-note">
        Area ratio: side² / (H·W) of the smallest centred odd square that holds more than the share;
        its side in px beside it. {name}: {props.conditions}
        {rows.some(({ side }) => side === null) &&
          " Not reached: even the largest square holds less than the share."}
      </p>
    </>
  );
}

type Parts = Parameters<typeof AreaTable>[0];

function Across({ name, kernels, rows }: Parts): ReactElement {
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
          <th colSpan={rows.length} scope="colgroup" className="group">
            Area ratio holding more than
          </th>
        </tr>
        <tr>
          {rows.map(({ t }) => (
            <th key={t} scope="col">
              {percent(t)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <span className="swatch" />
            {name}
          </th>
          <td>{kernels.join(" ")}</td>
          {rows.map((row) => (
            <td key={row.t} data-t={row.t}>
              <Value {...row} />
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function Upright({ name, rows }: Parts): ReactElement {
  return (
    <table className="area">
      <thead>
        <tr>
          <th scope="col">Area ratio holding more than</th>
          <th scope="col">{name}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.t}>
            <th scope="row">{percent(row.t)}</th>
            <td data-t={row.t}>
              <Value {...row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ ratio, side }: AreaRatio): ReactElement {
  if (ratio === null || side === null) return <small>not reached</small>;
  return (
    <>
      {ratio.toFixed(3)}
      <small>{side} px</small>
    </>
  );
}
