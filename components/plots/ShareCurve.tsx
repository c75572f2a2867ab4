import { line, scaleLinear } from "d3";
import type { PointerEvent, ReactElement } from "react";
import { useOnPaper } from "./paper.ts";
import { pixelTicks } from "./ticks.ts";
import { useWidth } from "./useWidth.ts";

const LEFT = 40;
const RIGHT = 76;
const TOP = 10;
const HEIGHT = 300;

/** Share of the field inside a centred square against its side; dots where shares are passed. */
export function ShareCurve(props: {
  readonly name: string;
  /** side of the input, px */
  readonly size: number;
  /** share inside the square of side 2i + 3 at index i, 0–1 */
  readonly shares: Float32Array;
  readonly passed: readonly { readonly t: number; readonly side: number | null }[];
  /** a second field's, drawn as a line alone */
  readonly beside?: {
    readonly shares: Float32Array;
    readonly className: string;
    readonly dash: string;
  } | null;
  /** place in `shares` that is spoken of */
  readonly at?: number | null;
  readonly onAt?: (at: number | null) => void;
}): ReactElement {
  const [ref, width] = useWidth<HTMLDivElement>();
  const { shares, size, passed, name } = props;
  const x = scaleLinear([0, size], [LEFT, Math.max(LEFT, width - RIGHT)]);
  const y = scaleLinear([0, 1], [TOP + HEIGHT, TOP]);
  const draw = line<[number, number]>(
    ([side]) => x(side),
    ([, share]) => y(share),
  ).defined(([, share]) => Number.isFinite(share));
  const pathOf = (values: Float32Array): string =>
    draw([[0, 0], ...Array.from(values, (s, i): [number, number] => [2 * i + 3, s])]) ?? "";
  const { onAt } = props;
  const at = useOnPaper() ? null : (props.at ?? null);
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const side = x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left);
    onAt?.(Math.min(shares.length - 1, Math.max(0, Math.round((side - 3) / 2))));
  };
  const spoken = at === null ? undefined : shares[at];
  const half = passed.find(({ t }) => t === 0.5)?.side ?? null;
  const words = passed
    .map(
      ({ t, side }) => `${Math.round(t * 100)} % ${side === null ? "not reached" : `${side} px`}`,
    )
    .join(", ");
  return (
    <div className="plot" ref={ref}>
      {width > 0 && (
        <svg
          className="s"
          width={width}
          height={TOP + HEIGHT + 46}
          role="img"
          aria-label={`Share of the field of ${name} inside a centred square: ${words}.`}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={() => onAt?.(null)}
        >
          {[0, ...passed.map(({ t }) => t)].map((t) => (
            <g key={t}>
              <line
                className={t === 0 ? "axis" : "rule"}
                x1={LEFT}
                x2={x(size)}
                y1={y(t)}
                y2={y(t)}
              />
              <text x={LEFT - 8} y={y(t) + 4} textAnchor="end">
                {Math.round(t * 100)}
                {t === 0.99 ? " %" : ""}
              </text>
            </g>
          ))}
          {pixelTicks(size).map((at) => (
            <g key={at}>
              <line className="axis" x1={x(at)} x2={x(at)} y1={y(0)} y2={y(0) + 4} />
              <text x={x(at)} y={y(0) + 18} textAnchor="middle">
                {at}
              </text>
            </g>
          ))}
          <text className="ax" x={(LEFT + x(size)) / 2} y={y(0) + 40} textAnchor="middle">
            side of the square, px
          </text>
          {props.beside && (
            <g className={props.beside.className}>
              <path
                className="curve"
                d={pathOf(props.beside.shares)}
                strokeDasharray={props.beside.dash}
              />
            </g>
          )}
          <path className="curve" d={pathOf(shares)} />
          {passed.map(
            ({ t, side }) =>
              side !== null && (
                <circle
                  key={t}
                  className="mark"
                  r="3.6"
                  cx={x(side)}
                  cy={y(shares[(side - 3) / 2] ?? t)}
                />
              ),
          )}
          {at !== null && spoken !== undefined && (
            <g>
              <line className="axis" x1={x(2 * at + 3)} x2={x(2 * at + 3)} y1={y(1)} y2={y(0)} />
              <circle className="mark" r="3.6" cx={x(2 * at + 3)} cy={y(spoken)} />
              <text
                className="dl"
                x={x(2 * at + 3) + (2 * at + 3 > size / 2 ? -8 : 8)}
                y={y(0) - 8}
                textAnchor={2 * at + 3 > size / 2 ? "end" : "start"}
              >
                {2 * at + 3} px: {(100 * spoken).toFixed(1)} %
              </text>
            </g>
          )}
          {half !== null && (
            <g>
              <text x={x(size) + 10} y={y(0.5) - 4}>
                50 % inside
              </text>
              <text className="dl" x={x(size) + 10} y={y(0.5) + 13}>
                {half} px
              </text>
            </g>
          )}
        </svg>
      )}
    </div>
  );
}
