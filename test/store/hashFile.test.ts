import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashFile } from "../../src/store/hashFile.ts";

test.each([0, 3, 1 << 20, (1 << 20) + 7])("hashes %i bytes as SHA-256 does", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 251);
  const want = createHash("sha256").update(bytes).digest("hex");
  expect(await hashFile(new Blob([bytes]))).toBe(want);
});

test("reads what is too large for that a mebibyte at a time", async () => {
  const size = 150 << 20;
  const asked = new Set<number>();
  const blob = {
    size,
    arrayBuffer: () => Promise.reject(new Error("asked for all bytes at once")),
    slice: (start: number, end: number) => {
      asked.add(end - start);
      return new Blob([`${start}`]);
    },
  } as unknown as Blob;
  const want = createHash("sha256");
  for (let start = 0; start < size; start += 1 << 20) want.update(`${start}`);
  expect(await hashFile(blob)).toBe(want.digest("hex"));
  expect([...asked]).toEqual([1 << 20]);
});
