import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { hashFile } from "../../src/store/hashFile.ts";

test.each([0, 3, 1 << 20, (1 << 20) + 7])("hashes %i bytes as SHA-256 does", async (length) => {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31) % 251);
  const want = createHash("sha256").update(bytes).digest("hex");
  expect(await hashFile(new Blob([bytes]))).toBe(want);
});

test("never asks for more than a mebibyte at once", async () => {
  const asked: number[] = [];
  const blob = {
    size: 5_000_000,
    slice: (start: number, end: number) => {
      asked.push(end - start);
      return new Blob([new Uint8Array(Math.min(end, 5_000_000) - start)]);
    },
  } as unknown as Blob;
  await hashFile(blob);
  expect(Math.max(...asked)).toBe(1 << 20);
  expect(asked).toHaveLength(5);
});
