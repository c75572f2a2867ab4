import type { ReactElement } from "react";
import type { LayerSummary } from "../../src/domain/model.ts";
import { ZeroBars } from "../plots/ZeroBars.tsx";

/** How many zeros each depthwise layer has, in words and as bars; the room is kept while they are counted. */
export function ZerosByLayer(props: {
  /** null until every weight was read */
  readonly layers: readonly LayerSummary[] | null;
}): ReactElement {
  const shares = (props.layers ?? []).flatMap(({ sparsity }) => sparsity ?? []);
  const said = props.layers === null ? "counting" : sayRange(shares);
  return (
    <div className="by-layer">
      <p className="lead">
        Zeros by layer <b>{said}</b>
      </p>
      <ZeroBars shares={shares} describe={`Zeros by layer: ${said}`} />
    </div>
  );
}

/** none, 40 %, 14 to 69 % */
export function sayRange(shares: readonly number[]): string {
  const percent = (share: number): number => Math.round(share * 100);
  const [least, most] = [percent(Math.min(1, ...shares)), percent(Math.max(0, ...shares))];
  if (shares.every((share) => share === 0)) return "none";
  if (most === 0) return "less than 1\u202f%";
  return least === most ? `${most}\u202f%` : `${least} to ${most}\u202f%`;
}
