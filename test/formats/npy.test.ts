import { expect, test } from "vitest";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { readNpy, writeNpy } from "../../src/formats/npy.ts";
import { openFixture, readFixture } from "../helpers/openFixture.ts";

test.each(["grid", "grid-fortran", "grid-float16", "grid-float64"])(
  "%s.npy of NumPy reads as row-major float32",
  async (name) => {
    const { values, shape } = await readNpy(openFixture(`fixtures/${name}.npy`));
    expect(shape).toEqual([2, 3]);
    expect(values).toEqual(new Float32Array([0, 0.25, 0.5, 0.75, 1, 1.25]));
  },
);
test("integers read as float32", async () => {
  const { values } = await readNpy(openFixture("fixtures/grid-int16.npy"));
  expect(values).toEqual(new Float32Array([0, 1, 2, 3, 4, 5]));
});
test("a written array is byte for byte what NumPy writes", () => {
  const values = new Float32Array([0, 0.25, 0.5, 0.75, 1, 1.25]);
  expect(writeNpy(values, [2, 3])).toEqual(readFixture("fixtures/grid.npy"));
});
test.each([[[]], [[1]], [[1, 1, 1]]])("shape %j survives writing and reading", async (shape) => {
  const source = fromBytes(writeNpy(new Float32Array([-1.5]), shape), "a.npy");
  expect(await readNpy(source)).toEqual({ values: new Float32Array([-1.5]), shape });
});

const grid = readFixture("fixtures/grid.npy");
const edited = (from: string, to: string) =>
  new Uint8Array(Buffer.from(Buffer.from(grid).toString("latin1").replace(from, to), "latin1"));
test.each([
  ["empty", new Uint8Array(0), "a.npy: not a .npy array; save it with numpy.save."],
  ["another magic", edited("NUMPY", "NUMPX"), "a.npy: not a .npy array; save it with numpy.save."],
  [
    "cut off",
    grid.slice(0, 140),
    "a.npy: shape (2, 3) needs 24 bytes of <f4, the file holds 12; save or download it again.",
  ],
  [
    "an absurd shape",
    edited("(2, 3), }    ", "(99999999, 3)"),
    "a.npy: shape (99999999, 3) needs 1199999988 bytes of <f4, the file holds 24; save or download it again.",
  ],
  [
    "big-endian",
    edited("<f4", ">f4"),
    'a.npy: dtype >f4; save it as little-endian float32 ("<f4").',
  ],
  [
    "cut off in the header",
    grid.slice(0, 60),
    "a.npy: its .npy header claims 118 bytes in a file of 60; save or download it again.",
  ],
])("an array file that is %s is refused in one sentence", async (_, bytes, message) => {
  await expect(readNpy(fromBytes(bytes, "a.npy"))).rejects.toThrow(
    expect.objectContaining({ message }),
  );
});
