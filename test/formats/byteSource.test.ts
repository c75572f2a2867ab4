import { describe, expect, it, vi } from "vitest";
import { fromBlob, fromBytes } from "../../src/formats/byteSource.ts";

const BYTES = Uint8Array.from({ length: 100 }, (_, i) => i);

describe.each([
  ["a small file", fromBlob(new Blob([BYTES]), "f")],
  ["bytes", fromBytes(BYTES, "f")],
])("%s as a source", (_, source) => {
  it("gives the bytes that are asked for, each time in a buffer of their own", async () => {
    const [one, other] = [await source.read(10, 13), await source.read(10, 13)];
    expect([...one]).toEqual([10, 11, 12]);
    expect(one.buffer.byteLength).toBe(3);
    expect(other.buffer).not.toBe(one.buffer);
    expect([...(await source.read(98, 200))]).toEqual([98, 99]);
  });
});

it("a small file is read once, a large one only where it is asked for", async () => {
  const small = new Blob([BYTES]);
  const asked = vi.spyOn(small, "arrayBuffer");
  const source = fromBlob(small, "f");
  await Promise.all([source.read(0, 1), source.read(5, 9), source.read(50, 60)]);
  expect(asked).toHaveBeenCalledTimes(1);

  const large = new Blob([new Uint8Array((8 << 20) + 1)]);
  const whole = vi.spyOn(large, "arrayBuffer");
  expect((await fromBlob(large, "f").read(3, 7)).length).toBe(4);
  expect(whole).not.toHaveBeenCalled();
});

it("a file that could not be read for a moment is read the next time", async () => {
  const blob = new Blob([BYTES]);
  vi.spyOn(blob, "arrayBuffer").mockRejectedValueOnce(new DOMException("busy", "NotReadableError"));
  const source = fromBlob(blob, "f");
  await expect(source.read(0, 4)).rejects.toThrow("busy");
  expect([...(await source.read(0, 4))]).toEqual([0, 1, 2, 3]);
});
