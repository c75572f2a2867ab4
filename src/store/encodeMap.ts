/** The raw ERF map as files. */
import type { ErfMap } from "../domain/result.ts";
import { encodeTensor } from "./encodeTensor.ts";

/** NumPy's format 1.0: float32 [height, width], the mean contribution. */
export const encodeNpy = ({ sum, count, height, width }: ErfMap): Blob =>
  encodeTensor(
    Float32Array.from(sum, (value) => value / count),
    [height, width],
  );

/** The mean contributions of maps of one size: float32 [maps, height, width]; null where sizes differ. */
export function encodeMaps(maps: readonly ErfMap[]): Blob | null {
  const [first] = maps;
  if (!first) return null;
  const { height, width } = first;
  if (maps.some((map) => map.height !== height || map.width !== width)) return null;
  const values = new Float32Array(maps.length * height * width);
  maps.forEach(({ sum, count }, i) =>
    values.set(
      Float32Array.from(sum, (value) => value / count),
      i * height * width,
    ),
  );
  return encodeTensor(values, [maps.length, height, width]);
}

/** One line a row of the input, the mean contribution of each pixel. */
export function encodeCsv({ sum, count, height, width }: ErfMap): Blob {
  const lines = Array.from({ length: height }, (_, y) =>
    [...sum.subarray(y * width, (y + 1) * width)]
      .map((value) => (value / count).toPrecision(8))
      .join(),
  );
  return new Blob([`${lines.join("\n")}\n`], { type: "text/csv" });
}
