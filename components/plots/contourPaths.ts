import { contours, geoPath } from "d3";

/** Means over blocks of `step` px, row-major [height, width], and the levels to draw lines at. */
export interface ContourGrid {
  readonly height: number;
  readonly width: number;
  readonly values: Float32Array;
  readonly step: number;
  readonly levels: readonly { readonly share: number; readonly level: number | null }[];
}
export interface ContourPath {
  readonly share: number;
  /** SVG path data, px of the map */
  readonly d: string;
  /** the lowest point of the longest line, where its label stands, px of the map */
  readonly foot: { readonly x: number; readonly y: number };
}

/** Lines around the cells that reach each level; none for a level that is not there. */
export function contourPaths({ height, width, values, step, levels }: ContourGrid): ContourPath[] {
  const draw = contours().size([width, height]);
  const path = geoPath();
  const grid = Array.from(values);
  return levels.flatMap(({ share, level }) => {
    if (level === null) return [];
    const shape = draw.contour(grid, level);
    const coordinates = shape.coordinates.map((rings) =>
      rings.map((ring) => ring.map(([x = 0, y = 0]) => [x * step, y * step])),
    );
    const points = coordinates
      .flat()
      .reduce((longest, ring) => (ring.length > longest.length ? ring : longest), []);
    const [x, y] = points.reduce(
      (low, point) => (point[1]! > low[1]! ? point : low),
      [NaN, -Infinity],
    ) as [number, number];
    const d = path({ type: "MultiPolygon", coordinates });
    return d === null ? [] : [{ share, d, foot: { x, y } }];
  });
}
