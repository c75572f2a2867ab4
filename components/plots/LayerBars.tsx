import { scaleLinear } from "d3";
import type { ReactElement } from "react";
import { useWidth } from "./useWidth.ts";

const LEFT = 44;
const RIGHT = 8;
const TOP = 12;
const HEIGHT = 130;
const GAP = 2;

/** A share of every layer as bars, grouped by stage; a layer that was not read has no bar. */
export function LayerBars(props: {
  readonly layers: readonly {
    readonly name: string;
    /** from 1 */
    readonly stage: number;
    /** 0–1 */
    readonly share: number | null;
    /** what a rule or chance would give it, drawn as a line across; 0–1 */
    readonly target?: number | null;
    /** the same layer of another network, drawn as a dot; 0–1 */
    readonly other?: number | null;
    /** drawn in the network's colour */
    readonly chosen: boolean;
  }[];
  /** what the share is of, as `zeros` */
  readonly of: string;
  readonly describe: string;
}): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { layers, of, describe } = props;
  const y = scaleLinear([0, 1], [TOP + HEIGHT, TOP]);
  const step = Math.max(1, (width - LEFT - RIGHT) / Math.max(1, layers.length));
  const bar = Math.max(1, Math.min(26, step - GAP));
  const stages = [...new Set(layers.map(({ stage }) => stage))].map((stage) => {
    const first = layers.findIndex((layer) => layer.stage === stage);
    const last = layers.findLastIndex((layer) => layer.stage === stage);
    return { stage, from: LEFT + first * step, to: LEFT + (last + 1) * step - GAP };
  });
  return (
    <div className="plot layer-bars" ref={ref}>
      {width > 0 && (
        <svg
          className="s"
          width={width}
          height={TOP + HEIGHT + 26}
          role="img"
          aria-label={describe}
        >
          {[0, 0.5, 1].map((at) => (
            <g key={at}>
              <line
                className={at === 0 ? "axis" : "rule"}
                x1={LEFT}
                x2={width - RIGHT}
                y1={y(at)}
                y2={y(at)}
              />
              <text x={LEFT - 8} y={y(at) + 4} textAnchor="end">
                {at * 100}
                {at === 1 ? " %" : ""}
              </text>
            </g>
          ))}
          {layers.map(({ name, share, chosen }, i) =>
            share === null ? null : (
              <rect
                key={name}
                className={chosen ? "layer-bar chosen" : "layer-bar"}
                x={LEFT + i * step}
                y={y(share)}
                width={bar}
                height={y(0) - y(share)}
              >
                <title>{`${name}: ${(share * 100).toFixed(1)} % ${of}`}</title>
              </rect>
            ),
          )}
          {layers.map(({ name, target = null }, i) =>
            target === null ? null : (
              <line
                key={name}
                className="layer-target"
                x1={LEFT + i * step - 1}
                x2={LEFT + i * step + bar + 1}
                y1={y(target)}
                y2={y(target)}
              />
            ),
          )}
          {layers.map(({ name, other = null }, i) =>
            other === null ? null : (
              <circle
                key={name}
                className="layer-other"
                r={Math.min(3.2, bar / 2)}
                cx={LEFT + i * step + bar / 2}
                cy={y(other)}
              />
            ),
          )}
          {stages.map(({ stage, from, to }) => (
            <g key={stage}>
              <line className="axis" x1={from} x2={to} y1={y(0) + 5} y2={y(0) + 5} />
              <text x={(from + to) / 2} y={y(0) + 20} textAnchor="middle">
                {to - from > 48 ? `stage ${stage}` : stage}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
