/** Time against pixels or against K, both axes logarithmic: an SVG for a page that is light or dark. */
import { line as lineThrough, scaleLog } from "d3";
import { spread } from "../../components/plots/spread.ts";
import { type GrowthLine, type GrowthPoint, slopeOf } from "./growth.ts";

/** px of one panel's drawing area, and what stands around it */
const PANEL = { width: 240, height: 250, gap: 54 } as const;
const MARGIN = { top: 66, right: 50, bottom: 70, left: 58 } as const;
const KEY_ROW = 20;
/** px of a name's letter, and of the piece of line before a name with what is free around it */
const [LETTER, PIECE] = [6.6, 58];
/** px between slopes at the ends of lines */
const LABEL_GAP = 14;

const STYLE = `
  svg { font: 12px Inter, "Segoe UI Variable Text", system-ui, sans-serif; --ink: #1d1b18; --ink-2: #69645a; --rule: #e4e0d7; --own: #0b6660; --stock: #b04a06; --peer: #4b4fb3 }
  @media (prefers-color-scheme: dark) { svg { --ink: #ebe7df; --ink-2: #99938a; --rule: #2c2a27; --own: #6ec7bf; --stock: #f0985a; --peer: #a9adf5 } }
  text { fill: var(--ink-2); font-variant-numeric: tabular-nums } .name { fill: var(--ink); font-weight: 600 }
  .rule { stroke: var(--rule) } .axis { stroke: var(--ink-2) } .guide { stroke: var(--ink-2); stroke-dasharray: 1 4; stroke-linecap: round }
  .line { fill: none; stroke: var(--line); stroke-width: 1.8 } .spread { stroke: var(--line); stroke-width: 1.2 } .dot { fill: var(--line) } .slope { fill: var(--line) }
  .own { --line: var(--own) } .stock { --line: var(--stock) } .peer { --line: var(--peer) }`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One colour for what is ours, stock and a peer; variants differ in their dashes. */
function lookOf(
  contender: string,
  all: readonly string[],
): { readonly group: string; readonly dash: string } {
  const groupOf = (name: string): string =>
    name.startsWith("tuned") ? "own" : name.startsWith("stock") ? "stock" : "peer";
  const group = groupOf(contender);
  const place = all.filter((name) => groupOf(name) === group).indexOf(contender);
  return { group, dash: ["", "6 3", "2 3", "8 3 2 3"][place % 4]! };
}

const shortTime = (seconds: number): string =>
  seconds >= 1
    ? `${seconds} s`
    : seconds >= 1e-3
      ? `${Math.round(seconds * 1e3)} ms`
      : `${Math.round(seconds * 1e6)} µs`;

/** 1, 2 and 5 of each decade; 1 alone where that would be many. */
function timeTicks(least: number, most: number): number[] {
  const steps = most / least > 300 ? [1] : [1, 2, 5];
  const decades = Array.from({ length: 12 }, (_, i) => i - 8);
  return decades
    .flatMap((decade) => steps.map((step) => Number(`${step}e${decade}`)))
    .filter((at) => at >= least && at <= most);
}

/** Names of contenders in rows, as many in each as fit. */
function placeKey(names: readonly string[], width: number) {
  const places: { readonly x: number; readonly row: number }[] = [];
  let [x, row] = [0, 0];
  for (const name of names) {
    const needed = PIECE + LETTER * name.length;
    if (x > 0 && x + needed > width) [x, row] = [0, row + 1];
    places.push({ x, row });
    x += needed;
  }
  return { places, rows: row + 1 };
}

/** Panels by subject beside each other, on one scale of time; null when no line has a slope. */
export function growthPlot(
  lines: readonly GrowthLine[],
  against: GrowthLine["against"],
  title: string,
): string | null {
  const shown = lines.filter((one) => one.against === against && slopeOf(one) !== null);
  if (shown.length === 0) return null;
  const subjects = [...new Set(shown.map(({ subject }) => subject))];
  const contenders = [...new Set(shown.map(({ contender }) => contender))];
  const points = shown.flatMap((one) => one.points);
  const sides = [...new Set(points.map(({ side }) => side))].sort((a, b) => a - b);
  const least = Math.min(...points.map(({ timing }) => timing.q1)) / 1.25;
  const most = Math.max(...points.map(({ timing }) => timing.q3)) * 1.25;
  const width =
    MARGIN.left + subjects.length * (PANEL.width + PANEL.gap) - PANEL.gap + MARGIN.right;
  const key = placeKey(contenders, width - MARGIN.left);
  const top = MARGIN.top + KEY_ROW * key.rows;
  const bottom = top + PANEL.height;
  const y = scaleLog([least, most], [bottom, top]);
  const out = contenders.map((contender, i) => {
    const { group, dash } = lookOf(contender, contenders);
    const { x, row } = key.places[i]!;
    const [from, at] = [MARGIN.left + x, 44 + KEY_ROW * row];
    return `<g class="${group}"><line class="line" x1="${from}" x2="${from + 26}" y1="${at - 4}" y2="${at - 4}" stroke-dasharray="${dash}"/><text x="${from + 34}" y="${at}">${escaped(contender)}</text></g>`;
  });
  subjects.forEach((subject, i) => {
    const left = MARGIN.left + i * (PANEL.width + PANEL.gap);
    const right = left + PANEL.width;
    const own = shown.filter((one) => one.subject === subject);
    const x = scaleLog([sides[0]! / 1.12, sides.at(-1)! * 1.12], [left, right]);
    for (const at of timeTicks(least, most)) {
      out.push(`<line class="rule" x1="${left}" x2="${right}" y1="${y(at)}" y2="${y(at)}"/>`);
      if (i === 0)
        out.push(
          `<text x="${left - 8}" y="${y(at) + 4}" text-anchor="end">${shortTime(at)}</text>`,
        );
    }
    out.push(`<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}"/>`);
    for (const side of sides) {
      const label = against === "pixels" ? `${side}²` : `${side}`;
      out.push(
        `<line class="axis" x1="${x(side)}" x2="${x(side)}" y1="${bottom}" y2="${bottom + 4}"/>`,
        `<text x="${x(side)}" y="${bottom + 18}" text-anchor="middle">${label}</text>`,
      );
    }
    out.push(`<text class="name" x="${left}" y="${top - 12}">${escaped(subject)}</text>`);
    out.push(guide(own[0]!, x, y, most));
    const wanted = own.map((one) => y(one.points.at(-1)!.timing.median) + 4);
    const ends = spread(wanted, LABEL_GAP, top, bottom);
    own.forEach((one, k) => {
      const { group, dash } = lookOf(one.contender, contenders);
      const path = lineThrough<GrowthPoint>(
        ({ side }) => x(side),
        ({ timing }) => y(timing.median),
      );
      out.push(
        `<g class="${group}"><path class="line" d="${path(one.points)}" stroke-dasharray="${dash}"/>`,
        ...one.points.map(
          ({ side, timing: { median, q1, q3 } }) =>
            `<line class="spread" x1="${x(side)}" x2="${x(side)}" y1="${y(q1)}" y2="${y(q3)}"/><circle class="dot" r="3" cx="${x(side)}" cy="${y(median)}"/>`,
        ),
        `<text class="slope" x="${x(one.points.at(-1)!.side) + 8}" y="${ends[k]}">${slopeOf(one)!.toFixed(2)}</text></g>`,
      );
    });
  });
  const axis = against === "pixels" ? "pixels of the input" : "side of the kernel, K";
  out.push(
    `<text x="${MARGIN.left}" y="${bottom + 40}">${axis}; faint dots: linear</text>`,
    `<text x="${MARGIN.left}" y="${bottom + 58}">at the lines: slopes of the log-log fit</text>`,
  );
  const height = bottom + MARGIN.bottom;
  const alt = escaped(title);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${alt}"><style>${STYLE}</style>
<text class="name" x="${MARGIN.left}" y="20">${alt}</text>
${out.join("\n").replaceAll(/(\d+\.\d{2})\d+/g, "$1")}
</svg>
`;
}

/** From the first point of a line on, what grows as pixels, or as K, does, as far as the plot goes. */
function guide(
  { against, points }: GrowthLine,
  x: (side: number) => number,
  y: (seconds: number) => number,
  most: number,
): string {
  const [{ side, timing }, last] = [points[0]!, points.at(-1)!];
  const power = against === "pixels" ? 2 : 1;
  const times = Math.min(last.side / side, (most / timing.median) ** (1 / power));
  const end = { x: x(side * times), y: y(timing.median * times ** power) };
  return `<line class="guide" x1="${x(side)}" x2="${end.x}" y1="${y(timing.median)}" y2="${end.y}"/>`;
}
