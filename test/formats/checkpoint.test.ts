import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { ByteSource } from "../../src/formats/byteSource.ts";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { openFixture } from "../helpers/openFixture.ts";

type Expected = [name: string, shape: number[], values: string[]][];
const layouts = JSON.parse(
  readFileSync(new URL("../fixtures/layouts.json", import.meta.url), "utf8"),
) as Expected;
const toNumber = (text: string) => Number(text.replace("inf", "Infinity"));

test.each([
  ["layouts.pth", "torch-zip"],
  ["layouts-protocol4.pth", "torch-zip"],
  ["layouts-legacy.pth", "torch-legacy"],
])("every dtype and stride of %s reads as PyTorch reads it", async (name, format) => {
  const checkpoint = await openCheckpoint(openFixture(`fixtures/${name}`));
  expect(checkpoint.format).toBe(format);
  const { wrapper, dict } = checkpoint.pick();
  expect(wrapper).toBeNull();
  expect([...dict.entries.keys()]).toEqual(layouts.map(([tensor]) => tensor));
  for (const [tensor, shape, values] of layouts) {
    expect(dict.entries.get(tensor)?.shape, tensor).toEqual(shape);
    expect(await dict.read(tensor), tensor).toEqual(Float32Array.from(values, toNumber));
  }
});

test.each(["training.pth", "training-legacy.pth"])(
  "%s offers its weights and their average, and nothing of its optimizer",
  async (name) => {
    const checkpoint = await openCheckpoint(openFixture(`fixtures/${name}`));
    expect(checkpoint.choices.map(({ key, tensors, params }) => [key, tensors, params])).toEqual([
      ["model", 7, 3 * 4 * 9 + 4 + 4 * 4 + 1],
      ["model_ema.module", 7, 3 * 4 * 9 + 4 + 4 * 4 + 1],
    ]);
    expect(checkpoint.pick().wrapper).toBe("model");
    const raw = await checkpoint.pick().dict.read("0.weight");
    const average = await checkpoint.pick("model_ema.module").dict.read("0.weight");
    expect(average).toEqual(raw.map((value) => 2 * value));
    expect(raw.some((value) => value !== 0)).toBe(true);
    expect(() => checkpoint.pick("ema")).toThrow(
      `${name}: no state_dict ema; choose one of model, model_ema.module.`,
    );
  },
);

test("a tensor that repeats its storage keeps its own dict shut, and no other (regression)", async () => {
  const checkpoint = await openCheckpoint(openFixture("fixtures/expanded-beside.pth"));
  expect(checkpoint.choices.map(({ key }) => key)).toEqual(["model", "extras"]);
  expect(await checkpoint.pick().dict.read("w")).toEqual(new Float32Array([1, 1, 1, 1]));
  expect(() => checkpoint.pick("extras")).toThrow(
    "expanded-beside.pth: tensor mask repeats a storage of 4 bytes to 4000; save it after .contiguous().",
  );
});

test("safetensors read by name, half precision and __proto__ included", async () => {
  const checkpoint = await openCheckpoint(openFixture("fixtures/three.safetensors"));
  expect(checkpoint.format).toBe("safetensors");
  const { wrapper, dict } = checkpoint.pick();
  expect(wrapper).toBeNull();
  expect([...dict.entries.values()]).toEqual([
    { name: "a", dtype: "f32", shape: [2, 2] },
    { name: "b", dtype: "f16", shape: [2] },
    { name: "__proto__", dtype: "i64", shape: [] },
  ]);
  expect(await dict.read("a")).toEqual(new Float32Array([1, 2, 3, 4]));
  expect(await dict.read("b")).toEqual(new Float32Array([0.5, -1]));
  expect(await dict.read("__proto__")).toEqual(new Float32Array([9]));
  await expect(dict.read("c")).rejects.toThrow(
    "three.safetensors: no tensor named c; choose one of its names.",
  );
});

// params counted by PyTorch without buffers are in the .json; these count every element of the dict
test.each([
  ["slak-mini", "model"],
  ["convnext-mini", "model"],
  ["replknet-mini", null],
  ["replknet-mini-merged", null],
])("%s opens with as many parameters as PyTorch counts", async (name, wrapper) => {
  const picked = (await openCheckpoint(openFixture(`goldens/${name}.pth`))).pick();
  const { params } = JSON.parse(
    readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), "utf8"),
  ) as { params: number };
  expect(picked.wrapper).toBe(wrapper);
  let count = 0;
  for (const tensor of picked.dict.entries.keys()) {
    const values = await picked.dict.read(tensor);
    expect(values.every(Number.isFinite), tensor).toBe(true);
    if (!/running_|num_batches/.test(tensor)) count += values.length;
  }
  expect(count).toBe(params);
});

function countReads(source: ByteSource) {
  const counted = { bytes: 0 };
  const read: ByteSource["read"] = (start, end) => {
    counted.bytes += end - start;
    return source.read(start, end);
  };
  return { counted, source: { ...source, read } };
}

test("opening reads the index and a tensor only its own bytes", async () => {
  const { counted, source } = countReads(openFixture("goldens/replknet-mini.pth"));
  const { dict } = (await openCheckpoint(source)).pick();
  // sniff 512 + tail 66 kB + directory of 299 entries + pickle of 44 kB
  expect(counted.bytes).toBeLessThan(512 + 65_577 + 299 * 110 + 44_338 + 200);
  const before = counted.bytes;
  const [entry] = dict.entries.values();
  const values = await dict.read(entry?.name ?? "");
  expect(counted.bytes - before).toBe(30 + values.byteLength);
});

// sha256 over `name[shape]` and the float32 bytes of every tensor, taken with PyTorch 2.13
test.each([
  ["slak-mini", "96728e694d03ea672e87174636a075fa2b8981455f5453323deb61d00641c147"],
  ["convnext-mini", "b7bcd1c069e5e15e4e496c962b362da1c75cee79d2ccb339bb53aa75817641a2"],
  ["replknet-mini", "328fc5fec84e5eea4d85acc7b205bd6b76cc8a64022005a14bc9611573a2246d"],
  ["replknet-mini-merged", "7f95648770351b85c887eb69e658c440b23c694a5ce1082dc381fba7d7ae388f"],
])("every name, shape and value of %s is PyTorch's", async (name, digest) => {
  const { dict } = (await openCheckpoint(openFixture(`goldens/${name}.pth`))).pick();
  const hash = createHash("sha256");
  for (const [tensor, { shape }] of dict.entries)
    hash
      .update(`${tensor}[${shape.join(",")}]`)
      .update(new Uint8Array((await dict.read(tensor)).buffer));
  expect(hash.digest("hex")).toBe(digest);
});
