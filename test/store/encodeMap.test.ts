import { expect, it } from "vitest";
import { encodeCsv, encodeNpy } from "../../src/store/encodeMap.ts";

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
