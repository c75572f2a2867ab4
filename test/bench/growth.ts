/** How the time of each contender grows: against pixels, and against the side of a kernel. */
import { powerOf, type Timing } from "./measure.ts";
import type { BackendReport } from "./report.ts";

export interface GrowthPoint {
  /** side of the image, px, or of the kernel */
  readonly side: number;
  readonly timing: Pick<Timing, "median" | "q1" | "q3">;
}
export interface GrowthLine {
  readonly against: "pixels" | "K";
  /** network, or shape of kernels */
  readonly subject: string;
  readonly contender: string;
  readonly points: readonly GrowthPoint[];
}

export function growthLines({
  networks,
  kernels,
}: Pick<BackendReport, "networks" | "kernels">): GrowthLine[] {
  const lines = new Map<string, GrowthLine & { readonly points: GrowthPoint[] }>();
  const add = (line: Omit<GrowthLine, "points">, point: GrowthPoint): void => {
    const key = JSON.stringify(line);
    const found = lines.get(key) ?? { ...line, points: [] };
    found.points.push(point);
    lines.set(key, found);
  };
  for (const { network, size, contenders } of networks)
    for (const { name, timing } of contenders)
      add({ against: "pixels", subject: network, contender: name }, { side: size, timing });
  for (const { name, timings } of kernels)
    for (const [contender, timing] of Object.entries(timings)) {
      const [subject = "", k] = name.split(", K = ");
      add({ against: "K", subject, contender }, { side: Number(k), timing });
    }
  for (const { points } of lines.values()) points.sort((a, b) => a.side - b.side);
  return [...lines.values()];
}

/** Slope of the log-log fit of medians: 1 is linear in pixels or in K; null with fewer than two sides. */
export const slopeOf = ({ against, points }: GrowthLine): number | null =>
  powerOf(
    points.map(({ side, timing }) => [against === "pixels" ? side ** 2 : side, timing.median]),
  );

/** A row of a table for each line that has a slope. */
export function growthRows(lines: readonly GrowthLine[]): string[] {
  return lines.flatMap((line) => {
    const slope = slopeOf(line);
    const sides = line.points.map(({ side }) => side);
    const name = `${line.subject}, ${line.contender}, against ${line.against}`;
    return slope === null
      ? []
      : [`| ${name} | ${Math.min(...sides)}–${Math.max(...sides)} | ${slope.toFixed(2)} |`];
  });
}
