import { expect, it } from "vitest";
import { encodeCsv, encodeMaps, encodeNpy } from "../../src/store/encodeMap.ts";

const map = { height: 2, width: 3, sum: Float64Array.of(2, 4, 6, 8, 10, 1), count: 2, skipped: 0 };

it("A map as npy is float32 [height, width] after a header padded to 64 bytes.", async () => {
  const bytes = await encodeNpy(map).arrayBuffer();
  const head = new TextDecoder("latin1").decode(bytes.slice(0, bytes.byteLength - 24));
  expect(head.length % 64).toBe(0);
  expect(head.startsWith("\x93NUMPY\x01\x00")).toBe(true);
  expect(head).toContain("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  expect(head.endsWith("\n")).toBe(true);
  expect([...new Float32Array(bytes.slice(-24))]).toEqual([1, 2, 3, 4, 5, 0.5]);
});
it("A map as CSV is one line a row of mean contributions.", async () => {
  const rows = (await encodeCsv(map).text()).trim().split("\n");
  expect(rows.map((row) => row.split(",").map(Number))).toEqual([
    [1, 2, 3],
    [4, 5, 0.5],
  ]);
});
it("Maps of one size are one npy [maps, height, width]; of different sizes, none.", async () => {
  const other = { ...map, sum: Float64Array.of(6, 5, 4, 3, 2, 1), count: 1 };
  const bytes = await encodeMaps([map, other])!.arrayBuffer();
  expect(new TextDecoder("latin1").decode(bytes)).toContain("'shape': (2, 2, 3), }");
  expect([...new Float32Array(bytes.slice(-48))]).toEqual([1, 2, 3, 4, 5, 0.5, 6, 5, 4, 3, 2, 1]);
  expect(encodeMaps([map, { ...map, height: 3, width: 2 }])).toBeNull();
  expect(encodeMaps([])).toBeNull();
});
