import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WHOLE_INPUT } from "../../src/domain/model.ts";
import { elementCount } from "../../src/domain/tensor.ts";
import { buildNetwork } from "../../src/models/buildNetwork.ts";
import { randomNetwork } from "../../src/models/random.ts";
import { randomStateDict } from "../../src/models/randomStateDict.ts";
import { countNonzero, summarise } from "../../src/models/summarise.ts";
import { cpuTime } from "../helpers/cpuTime.ts";
import { dictOf } from "../helpers/stateDict.ts";

type Entries = Record<string, [string, number[]]>;
const official = (name: string): Entries =>
  JSON.parse(
    readFileSync(new URL(`../state-dicts/${name}.json`, import.meta.url), "utf8"),
  ) as Entries;
const renamed = (entries: Entries, rename: (name: string) => string): Entries =>
  Object.fromEntries(Object.entries(entries).map(([name, entry]) => [rename(name), entry]));

const T = [3, 3, 9, 3];
const S = [3, 3, 27, 3];
const R = [2, 2, 18, 2];
const NEXT = [96, 192, 384, 768];
const WIDE = [124, 249, 499, 998];
/** file, variant, dims, depths, kernels, learnable parameters (counted by PyTorch on the official classes) */
const KNOWN = [
  ["convnext_t", "convnext-tiny", NEXT, T, [7, 7, 7, 7], 28_589_128],
  ["convnext_s", "convnext-small", NEXT, S, [7, 7, 7, 7], 50_223_688],
  ["convnext_b", "convnext-base", [128, 256, 512, 1024], S, [7, 7, 7, 7], 88_591_464],
  ["slak_t_51", "slak-tiny", WIDE, T, [51, 49, 47, 13], 50_703_838],
  ["slak_t_51_allmask", "slak-tiny", WIDE, T, [51, 49, 47, 13], 50_703_838],
  ["slak_t_61", "slak-tiny", WIDE, T, [61, 59, 57, 13], 51_264_838],
  ["slak_t_31", "slak-tiny", WIDE, T, [31, 29, 27, 13], 49_581_838],
  ["slak_t_51_nobn", "slak-tiny", WIDE, T, [51, 49, 47, 13], 50_652_214],
  ["slak_t_51_nodecom_w1", "slak-tiny", NEXT, T, [51, 49, 47, 13], 38_605_768],
  ["slak_convnext_7x7", "slak-tiny", NEXT, T, [7, 7, 7, 7], 28_595_752],
  ["slak_s", "slak-small", WIDE, S, [51, 49, 47, 13], 91_131_820],
  ["slak_b", "slak-base", [166, 332, 665, 1331], S, [51, 49, 47, 13], 157_950_792],
  ["replknet_31b", "replknet-31b", [128, 256, 512, 1024], R, [31, 29, 27, 13], 79_864_168],
  ["replknet_31b_merged", "replknet-31b", [128, 256, 512, 1024], R, [31, 29, 27, 13], 79_527_272],
  ["replknet_31l", "replknet-31l", [192, 384, 768, 1536], R, [31, 29, 27, 13], 172_671_016],
  ["replknet_xl", "replknet-xl", [256, 512, 1024, 2048], R, [27, 27, 27, 13], 335_435_752],
  ["resnet50", "resnet-50", [256, 512, 1024, 2048], [3, 4, 6, 3], [3, 3, 3, 3], 25_557_032],
  ["resnet101", "resnet-101", [256, 512, 1024, 2048], [3, 4, 23, 3], [3, 3, 3, 3], 44_549_160],
  ["swin_t", "swin-tiny", NEXT, [2, 2, 6, 2], [7, 7, 7, 7], 28_288_354],
  ["vit_b_16", "vit-base-16", [768, 768, 768, 768], [3, 3, 3, 3], [14, 14, 14, 14], 86_567_656],
] as const;

test.each(KNOWN)("%s is %s by its shapes alone", (file, variant, dims, depths, kernels, params) => {
  const summary = summarise(buildNetwork(dictOf(official(file))));
  expect(summary).toMatchObject({
    variant,
    dims,
    depths,
    kernelSizes: kernels,
    params,
    classes: 1000,
  });
  expect([summary.unmatched, summary.missing]).toEqual([[], []]);
});

test.each(["resnet50", "swin_t", "vit_b_16"])(
  "a prefix before every name of %s is seen through",
  (file) => {
    for (const prefix of ["module.", "backbone.", "model.", "encoder."]) {
      const network = buildNetwork(dictOf(renamed(official(file), (name) => prefix + name)));
      expect([network.unmatched, network.missing]).toEqual([[], []]);
      expect(network.head?.weight.name.startsWith(prefix)).toBe(true);
    }
  },
);

test.each(["module.", "backbone.", "model.", "encoder.", "module.backbone."])(
  "a prefix %s before every name is seen through",
  (prefix) => {
    const network = buildNetwork(dictOf(renamed(official("slak_t_51"), (name) => prefix + name)));
    expect([network.variant, network.unmatched, network.missing]).toEqual(["slak-tiny", [], []]);
    expect(network.head?.weight.name).toBe(`${prefix}head.weight`);
  },
);

test.each([
  ["slak-tiny", "slak_t_51"],
  ["slak-small", "slak_s"],
  ["slak-base", "slak_b"],
  ["slak-tiny?kernel=31,29,27,13,5", "slak_t_31"],
  ["slak-tiny?kernel=61,59,57,13", "slak_t_61"],
  ["replknet-31b", "replknet_31b"],
  ["replknet-31l", "replknet_31l"],
  ["replknet-xl", "replknet_xl"],
  ["convnext-tiny", "convnext_t"],
  ["convnext-small", "convnext_s"],
  ["convnext-base", "convnext_b"],
  ["resnet-50", "resnet50"],
  ["resnet-101", "resnet101"],
  ["swin-tiny", "swin_t"],
  ["vit-base-16", "vit_b_16"],
])("random %s has the names and shapes of the official file, in its order", (id, file) => {
  const made = [...randomStateDict(id).entries.values()].map(({ name, shape }) => [name, shape]);
  expect(made).toEqual(Object.entries(official(file)).map(([name, [, shape]]) => [name, shape]));
});

test("a network of no family is refused with the families known and the nearest", () => {
  const entries: Entries = {
    "features.0.weight": ["float32", [64, 3, 11, 11]],
    "classifier.6.bias": ["float32", [1000]],
  };
  expect(() => buildNetwork(dictOf(entries, "alexnet.pth"))).toThrow(
    "alexnet.pth: its 2 tensors (features.0.weight, classifier.6.bias, …) fit no family that Fieldbook knows: SLaK, RepLKNet, ConvNeXt, UniRepLKNet, ResNet, Swin, ViT; the nearest is",
  );
});

test("a ResNeXt is refused by name, as its convolutions are grouped", () => {
  const entries = official("resnet50");
  for (const name of Object.keys(entries))
    if (name.endsWith("conv2.weight")) entries[name]![1][1]! /= 32;
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: layer1.0.conv2.weight takes 2 of 64 channels: this is a ResNeXt, whose 3×3 convolutions are grouped, and Fieldbook has none of those; open a ResNet instead.",
  );
});

test("a network whose blocks hold more than those of its family is refused (regression)", () => {
  const more: Entries = {
    ...official("resnet50"),
    "layer1.0.se.fc1.weight": ["float32", [16, 256, 1, 1]],
    "layer1.0.se.fc2.weight": ["float32", [256, 16, 1, 1]],
  };
  expect(() => buildNetwork(dictOf(more))).toThrow(
    "test.pth: looks like resnet, but its blocks hold 2 tensors that Fieldbook's have no place for (layer1.0.se.fc1.weight [16, 256, 1, 1], layer1.0.se.fc2.weight [256, 16, 1, 1]); this is another network, whose field would come out wrong, so open one of the variants that are known.",
  );
  expect(buildNetwork(dictOf(more), { allowMissing: true }).unmatched).toHaveLength(2);
});

test("what stands beside the blocks, and what a profiler left in them, refuses no file", () => {
  const network = buildNetwork(
    dictOf({
      ...official("resnet50"),
      "aux_head.0.weight": ["float32", [10, 2048]],
      "layer1.0.conv1.total_ops": ["float64", [1]],
    }),
  );
  expect(network.unmatched.map(({ name }) => name)).toEqual([
    "aux_head.0.weight",
    "layer1.0.conv1.total_ops",
  ]);
});

test("a Swin whose windows are no squares is refused", () => {
  const entries = official("swin_t");
  for (const name of Object.keys(entries))
    if (/^features\.7.*bias_table$/.test(name)) entries[name]![1][0] = 117;
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: features.7.0.attn.relative_position_bias_table holds 117 offsets, which no square window has; Fieldbook opens Swins made for square pictures.",
  );
});

test("a RepLKNet's wide channels are those of each stage, cut off to whole ones (regression)", () => {
  const entries = official("replknet_xl");
  const odd = Object.entries(entries).map(([name, [dtype, shape]]) => {
    const wide = [384, 768, 1536, 3072];
    const narrow = [
      [256, 9],
      [512, 17],
      [1024, 25],
      [2048, 33],
      [384, 13],
      [768, 25],
      [1536, 37],
      [3072, 49],
    ];
    const stage = /^stages\.(\d)/.exec(name)?.[1];
    const side = (c: number): number => {
      if (
        stage !== undefined &&
        /blocks\.\d*[13579]\./.test(name) &&
        c === (4 * wide[Number(stage)]!) / 1.5
      )
        return 4 * [9, 17, 25, 33][Number(stage)]!;
      return narrow.find(([from]) => from === c)?.[1] ?? c;
    };
    return [name, [dtype, shape.map((c, axis) => (axis < 2 ? side(c) : c))]] as const;
  });
  const network = buildNetwork(dictOf(Object.fromEntries(odd) as Entries));
  expect([network.dims, network.unmatched, network.missing]).toEqual([[9, 17, 25, 33], [], []]);
});

test("a Swin v2 is refused by name, as its attention is another", () => {
  const entries: Entries = {
    ...official("swin_t"),
    "features.1.0.attn.logit_scale": ["float32", [3, 1, 1]],
  };
  expect(() => buildNetwork(dictOf(entries))).toThrow("belongs to Swin v2");
});

test("a ViT saved by torchvision before 0.13 opens under its old names", () => {
  const old = renamed(official("vit_b_16"), (name) =>
    name.replace(".mlp.0.", ".mlp.linear_1.").replace(".mlp.3.", ".mlp.linear_2."),
  );
  const network = buildNetwork(dictOf(old));
  expect([network.variant, network.naming, network.unmatched, network.missing]).toEqual([
    "vit-base-16",
    "torchvision before 0.13",
    [],
    [],
  ]);
});

test("a tensor of another shape is refused with both shapes", () => {
  const entries = official("convnext_t");
  entries["stages.2.4.pwconv1.weight"] = ["float32", [1536, 380]];
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: stages.2.4.pwconv1.weight has the shape [1536, 380], but the other tensors ask for [1536, 384]; this is not a whole checkpoint of one network, so look for another copy.",
  );
});

test("absent tensors are named, refused by default, and zeros on request", async () => {
  const entries = official("convnext_t");
  delete entries["stages.1.0.dwconv.bias"];
  delete entries["norm.bias"];
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: looks like convnext, but 2 of its tensors are absent (stages.1.0.dwconv.bias [192], norm.bias [768])",
  );
  const network = buildNetwork(dictOf(entries), { allowMissing: true });
  expect(network.missing).toEqual([
    { name: "stages.1.0.dwconv.bias", shape: [192] },
    { name: "norm.bias", shape: [768] },
  ]);
});

test("a tensor that is missing is told with what the file has instead, or by another name", async () => {
  const entries = official("convnext_t");
  entries["stages.2.4.pwconv1.weight"] = ["float32", [1536, 380]];
  entries["stages.1.0.dwconv.bias_ema"] = entries["stages.1.0.dwconv.bias"]!;
  entries["unlike.anything"] = ["float32", [192]];
  delete entries["stages.1.0.dwconv.bias"];
  delete entries["norm.bias"];
  const network = buildNetwork(dictOf(entries), { allowMissing: true });
  expect(network.missing).toEqual([
    { name: "stages.1.0.dwconv.bias", shape: [192], nearest: "stages.1.0.dwconv.bias_ema" },
    { name: "stages.2.4.pwconv1.weight", shape: [1536, 384], found: [1536, 380] },
    { name: "norm.bias", shape: [768] },
  ]);
  const product = network.stages[2]!.blocks[4]!.layers.find((layer) => layer.kind === "conv")!;
  expect(await product.weight.load()).toEqual(new Float32Array(1536 * 384));
});

test("blocks that cannot be counted are refused rather than left out (regression)", () => {
  const entries = official("convnext_t");
  delete entries["stages.2.7.norm.weight"];
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: looks like convnext, but 17 of its tensors belong to blocks that are not whole (stages.2.7.gamma [384], stages.2.7.dwconv.weight [384, 1, 7, 7], stages.2.7.dwconv.bias [384] and 14 more); a field from a half-loaded network would be wrong, so save the whole state_dict and try again.",
  );
});

test("a file of very many tensors without a place is told as soon as any (regression)", () => {
  const entries: Entries = { "downsample_layers.0.0.weight": ["float32", [8, 3, 4, 4]] };
  for (let i = 0; i < 3000; i++) {
    for (const stage of [0, 1, 2, 3])
      entries[`stages.${stage}.${i}.norm.weight`] = ["float32", [8 << stage]];
    for (let j = 0; j < 10; j++) entries[`stages.0.${i}.dwconv.weight_${j}`] = ["float32", [8]];
  }
  entries["stages.0.0.dwconv.weight"] = ["float32", [8, 1, 7, 7]];
  for (const stage of [1, 2, 3]) {
    entries[`stages.${stage}.0.dwconv.weight`] = ["float32", [8 << stage, 1, 7, 7]];
    entries[`downsample_layers.${stage}.1.weight`] = ["float32", [8 << stage, 4 << stage, 2, 2]];
  }
  let missing = 0;
  const taken = cpuTime(() => {
    missing = buildNetwork(dictOf(entries), { allowMissing: true }).missing.length;
  });
  expect(missing).toBeGreaterThan(50_000);
  expect(taken).toBeLessThan(2000);
});

test("tensors of one layer that do not fit each other are missing, and are zeros on request", async () => {
  const entries = JSON.parse(
    readFileSync(new URL("../state-dicts/transformers/vit.json", import.meta.url), "utf8"),
  ) as Entries;
  const name = "vit.encoder.layer.0.attention.attention.key.weight";
  expect(entries[name]).toEqual(["float32", [768, 768]]);
  entries[name] = ["float32", [768, 700]];
  expect(() => buildNetwork(dictOf(entries))).toThrow(
    "test.pth: vit.encoder.layer.0.attention.attention.query.weight has the shape [768, 768], but the other tensors ask for [2304, 768]",
  );
  expect(buildNetwork(dictOf(entries), { allowMissing: true }).missing).toHaveLength(1);
});

test("tensors that no layer reads are listed, counters are not", () => {
  const entries: Entries = { ...official("slak_t_51"), "extra.weight": ["float16", [3, 4]] };
  expect(buildNetwork(dictOf(entries)).unmatched).toEqual([
    { name: "extra.weight", dtype: "f16", shape: [3, 4] },
  ]);
});

test("a checkpoint without a classifier still makes a network", () => {
  const entries = official("slak_t_51");
  for (const name of ["head.weight", "head.bias", "norm.weight", "norm.bias"]) delete entries[name];
  const network = buildNetwork(dictOf(entries));
  expect([network.head, network.missing, network.unmatched]).toEqual([null, [], []]);
});

test("random weights depend on seed, name and place alone, and follow the papers", async () => {
  const read = (id: string, name: string) => randomStateDict(id).read(name);
  const name = "stages.0.0.large_kernel.LoRA1.conv.weight";
  const one = await read("slak-tiny?seed=3", name);
  expect(await read("slak-tiny?seed=3", name)).toEqual(one);
  expect(await read("slak-tiny?seed=4", name)).not.toEqual(one);
  const std = Math.sqrt(one.reduce((sum, w) => sum + w * w, 0) / one.length);
  expect(std).toBeGreaterThan(0.0195);
  expect(std).toBeLessThan(0.0205);
  expect(new Set(await read("slak-tiny", "stages.0.0.gamma"))).toEqual(new Set([1]));
  expect((await read("slak-tiny?scale=paper", "stages.0.0.gamma"))[0]).toBeCloseTo(1e-6, 12);
  const bound = Math.max(...(await read("replknet-31b", "stages.0.blocks.0.pw1.conv.weight")));
  expect(bound).toBeGreaterThan(0.99 / Math.sqrt(128));
  expect(bound).toBeLessThanOrEqual(1 / Math.sqrt(128));
});

/** Of a random network's tensor: its mean and standard deviation, and its largest magnitude. */
async function spread(id: string, name: string) {
  const values = await randomStateDict(id).read(name);
  const std = Math.sqrt(values.reduce((sum, w) => sum + w * w, 0) / values.length);
  return { std, bound: values.reduce((most, w) => Math.max(most, Math.abs(w)), 0) };
}

test.each([
  ["resnet-18", "layer1.0.conv1.weight", Math.sqrt(2 / (64 * 9))],
  ["resnet-50", "layer1.0.downsample.0.weight", Math.sqrt(2 / 256)],
  ["swin-tiny", "features.1.0.attn.qkv.weight", 0.02],
  ["swin-tiny", "features.1.0.attn.relative_position_bias_table", 0.02],
  ["vit-base-16", "conv_proj.weight", Math.sqrt(1 / 768)],
  ["vit-base-16", "encoder.pos_embedding", 0.02],
  ["vit-base-16", "heads.head.weight", 0.02],
])("%s: %s is normal with σ = %f", async (id, name, sigma) => {
  const { std, bound } = await spread(id, name);
  expect(std / sigma).toBeGreaterThan(0.94);
  expect(std / sigma).toBeLessThan(1.06);
  expect(bound / sigma).toBeGreaterThan(2.5);
});

test.each([
  ["resnet-18", "fc.weight", 1 / Math.sqrt(512)],
  ["resnet-18", "fc.bias", 1 / Math.sqrt(512)],
  ["swin-tiny", "features.0.0.weight", 1 / Math.sqrt(48)],
  ["deit-small-16", "encoder.layers.encoder_layer_0.mlp.0.weight", Math.sqrt(6 / (5 * 384))],
  [
    "deit-small-16",
    "encoder.layers.encoder_layer_0.self_attention.in_proj_weight",
    Math.sqrt(6 / (4 * 384)),
  ],
])("%s: %s is uniform in ±%f", async (id, name, limit) => {
  const { bound } = await spread(id, name);
  expect(bound).toBeGreaterThan(0.98 * limit);
  expect(bound).toBeLessThanOrEqual(limit);
});

test.each([
  ["vit-base-16", "class_token", 0],
  ["vit-base-16", "encoder.layers.encoder_layer_0.self_attention.in_proj_bias", 0],
  ["swin-tiny", "features.1.0.attn.qkv.bias", 0],
  ["resnet-18", "bn1.weight", 1],
  ["resnet-18", "bn1.running_var", 1],
])("%s: %s is %i throughout", async (id, name, value) => {
  expect(new Set(await randomStateDict(id).read(name))).toEqual(new Set([value]));
});

test("layer norms have the eps of torchvision: 1e-5 in Swin, 1e-6 in ViT", () => {
  const epsOf = (id: string) => {
    const { stages, head } = randomNetwork(id);
    const layers = stages.flatMap(({ blocks }) => blocks.flatMap((block) => block.layers));
    const all = head?.norm ? [...layers, head.norm] : layers;
    return new Set(all.flatMap((layer) => (layer.kind === "layerNorm" ? [layer.eps] : [])));
  };
  expect([epsOf("swin-tiny"), epsOf("vit-base-16")]).toEqual([new Set([1e-5]), new Set([1e-6])]);
});

test.each([
  ["convnextv2-atto", "timm/convnextv2_atto"],
  ["convnextv2-nano", "timm/convnextv2_nano"],
])("random %s has as many parameters as %s", (id, file) => {
  const { params, variant } = summarise(randomNetwork(id));
  const theirs = summarise(buildNetwork(dictOf(official(file))));
  expect([variant, params]).toEqual([theirs.variant, theirs.params]);
});

/** In millions, as the authors' README gives them, of merged networks. */
test.each([
  ["a", 4.4],
  ["f", 6.2],
  ["p", 10.7],
  ["n", 18.3],
  ["t", 31],
  ["s", 56],
  ["b", 98],
  ["l", 218],
  ["xl", 386],
])("random unireplknet-%s has the authors' %f million parameters", (size, millions) => {
  const id = `unireplknet-${size}`;
  const { variant, kernelSizes } = summarise(randomNetwork(id));
  expect([variant, kernelSizes]).toEqual([id, [3, 13, 13, 13]]);
  const merged = [...randomStateDict(id).entries.values()].filter(
    ({ name }) => !/dil_|origin_bn|running|tracked/.test(name),
  );
  const params = merged.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  expect(params / 1e6 / millions).toBeGreaterThan(0.988);
  expect(params / 1e6 / millions).toBeLessThan(1.012);
});

test("response norms start as none", async () => {
  const read = (id: string, name: string) => randomStateDict(id).read(name);
  for (const key of ["gamma", "beta"]) {
    expect(new Set(await read("convnextv2-atto", `stages.0.0.grn.${key}`))).toEqual(new Set([0]));
    expect(new Set(await read("unireplknet-a", `stages.0.0.act.1.${key}`))).toEqual(new Set([0]));
  }
  expect(new Set(await read("unireplknet-a", "stages.0.0.gamma"))).toEqual(new Set([1]));
});

test("a sparsity asked for is the sparsity counted, in the strips alone", async () => {
  const { layers, nonzero } = await countNonzero(randomNetwork("slak-tiny?sparsity=0.4"));
  const strips = layers.filter(({ name }) => name.includes("LoRA"));
  for (const { sparsity } of strips) expect(sparsity).toBeCloseTo(0.4, 1);
  for (const { name, sparsity } of layers) if (!name.includes("LoRA")) expect(sparsity).toBe(0);
  expect(nonzero).toBeLessThan(50_703_838);
});

test.each([
  [
    "slak-tinny",
    '"slak-tinny" is no architecture that Fieldbook can make; the nearest is slak-tiny. All are in docs/',
  ],
  [
    "swin",
    '"swin" is no architecture that Fieldbook can make; the nearest are swin-tiny, swin-small, swin-base.',
  ],
  // nothing is near: no guess, and not the whole list (regression)
  [
    "nope",
    '"nope" is no architecture that Fieldbook can make; its families are slak, replknet, convnext, convnextv2, unireplknet, resnet, swin, deit, vit. All are in docs/random-initialisation.md and on the card of a model.',
  ],
  ["slak-tiny?sed=1", 'slak-tiny: "sed" is no option; the nearest is seed'],
  ["slak-tiny?kernel=50,49,47,13,5", "kernel=50,49,47,13,5: give 5 odd whole numbers up to 255"],
  ["slak-tiny?seed=x", "seed=x: give a whole number from 0"],
  [
    "swin-tiny?kernel=9,9,9,9",
    'swin-tiny: only SLaK, RepLKNet and ConvNeXt have the option "kernel".',
  ],
  [
    "unireplknet-a?kernel=9,9,9,9",
    'unireplknet-a: only SLaK, RepLKNet and ConvNeXt have the option "kernel".',
  ],
  [
    "convnextv2-atto?scale=paper",
    'convnextv2-atto: only SLaK, ConvNeXt v1 and UniRepLKNet have the option "scale".',
  ],
  ["convnext-tiny?width=2", 'convnext-tiny: only SLaK has the option "width".'],
])("random:%s is refused with what to write instead", (id, sentence) => {
  expect(() => randomNetwork(id)).toThrow(sentence);
});

test("stages know their theoretical fields and the true centre of a unit", () => {
  const { stages } = summarise(randomNetwork("convnext-tiny"));
  expect(stages.map(({ stride }) => stride)).toEqual([4, 8, 16, 32]);
  expect(stages.map(({ offset }) => offset)).toEqual([1.5, 3.5, 7.5, 15.5]);
  expect(stages[0]!.field).toBe(4 + 3 * 6 * 4);
  const rep = summarise(randomNetwork("replknet-31b")).stages;
  expect(rep.map(({ offset }) => offset)).toEqual([0, 0, 0, 0]);
});

test("ResNet's fields are those of its convolutions, Swin's those of its windows, ViT's the whole input", () => {
  const of = (id: string) => summarise(randomNetwork(id)).stages;
  expect(of("resnet-50").map(({ field }) => field)).toEqual([35, 91, 267, 427]);
  expect(of("resnet-50").map(({ stride }) => stride)).toEqual([4, 8, 16, 32]);
  expect(of("resnet-50").map(({ offset }) => offset)).toEqual([0, 0, 0, 0]);
  expect(of("resnet-18").map(({ field }) => field)).toEqual([43, 99, 211, 435]);
  expect(of("swin-tiny").map(({ field }) => field)).toEqual([100, 296, 1456, 2240]);
  expect(of("swin-tiny").map(({ offset }) => offset)).toEqual([1.5, 3.5, 7.5, 15.5]);
  for (const { field, offset, stride, blocks } of of("vit-base-16"))
    expect([field, offset, stride, blocks]).toEqual([WHOLE_INPUT, 7.5, 16, 3]);
});

test("RepLKNet-XL expects inputs around 0.5, the others ImageNet's statistics", () => {
  expect(randomNetwork("replknet-xl").normalisation.mean).toEqual([0.5, 0.5, 0.5]);
  expect(randomNetwork("replknet-31b").normalisation.mean).toEqual([0.485, 0.456, 0.406]);
});
