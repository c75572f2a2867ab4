import { format, line, scaleLinear, scaleLog, type ScaleContinuousNumeric } from "d3";

export interface ProfileAxis {
  readonly type: "linear" | "log";
  /** above 0 on a logarithmic axis */
  readonly domain: readonly [number, number];
  /** where it is marked; left out: round numbers, or powers of ten */
  readonly ticks?: readonly number[];
  readonly title: string;
}
export interface DrawnAxis {
  readonly scale: ScaleContinuousNumeric<number, number>;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  /** whether a value has a place on the axis */
  readonly draws: (value: number) => boolean;
}
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const superscript = (n: number): string =>
  `${n < 0 ? "⁻" : ""}${String(Math.abs(n)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!)}`;
const MOST_POWERS = 5;

/** Powers of ten within a domain, at most five, evenly apart. */
export function powersOfTen([least, most]: readonly [number, number]): number[] {
  const first = Math.ceil(Math.log10(least) - 1e-9);
  const last = Math.floor(Math.log10(most) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / MOST_POWERS));
  const count = Math.max(0, Math.floor((last - first) / every) + 1);
  return Array.from({ length: count }, (_, i) => last - i * every).toReversed();
}

/** An axis as it is drawn along `range`, px. */
export function profileAxis(axis: ProfileAxis, range: readonly [number, number]): DrawnAxis {
  const { type, domain, ticks } = axis;
  if (type === "linear") {
    const scale = scaleLinear(domain, range);
    const say = format("~r");
    const at = ticks ?? scale.ticks(4);
    return {
      scale,
      ticks: at.map((value) => ({ at: value, label: say(value) })),
      draws: Number.isFinite,
    };
  }
  const scale = scaleLog(domain, range);
  return {
    scale,
    ticks: ticks
      ? ticks.map((at) => ({ at, label: String(at) }))
      : powersOfTen(domain).map((power) => ({ at: 10 ** power, label: `10${superscript(power)}` })),
    // what lies below the axis is not drawn beneath it
    draws: (value) => value >= domain[0] && Number.isFinite(value),
  };
}

/** SVG path data of a line; it breaks where a point has no place on an axis. */
export const profilePath = (
  points: readonly (readonly [number, number])[],
  x: DrawnAxis,
  y: DrawnAxis,
): string =>
  line<readonly [number, number]>(
    ([at]) => x.scale(at),
    ([, value]) => y.scale(value),
  ).defined(([at, value]) => x.draws(at) && y.draws(value))(points) ?? "";

/** 1, 2, 5, 10, 20, 50, … within a domain, for distances on a logarithmic axis; tens where those are many. */
export function distanceTicks([least, most]: readonly [number, number]): number[] {
  const out: number[] = [];
  for (let power = 1; power <= most; power *= 10)
    for (const digit of [1, 2, 5]) out.push(digit * power);
  const within = out.filter((at) => at >= least && at <= most);
  return within.length > 6 ? within.filter((at) => /^10*$/.test(String(at))) : within;
}
