/** Names of real libraries: goldens/README says who wrote them down, and how. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elementCount, type StateDict } from "../../src/domain/tensor.ts";
import { erfMean } from "../../src/analysis/mean.ts";
import { toErfJob } from "../../src/domain/job.ts";
import { Session } from "../../src/engine/session.ts";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { buildNetwork } from "../../src/models/buildNetwork.ts";
import { summarise } from "../../src/models/summarise.ts";
import { nodeHost } from "../engine/nodeHost.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";
import { openFixture } from "../helpers/openFixture.ts";
import { safetensors, torchLegacy, torchZip } from "../helpers/sparseContainers.ts";
import { fromSparse, type SparseFile } from "../helpers/sparseFile.ts";
import { type NamedTensor, safetensorsFile } from "../helpers/safetensorsFile.ts";
import { dictOf } from "../helpers/stateDict.ts";

type Entries = Record<string, [dtype: string, shape: number[]]>;
const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"));
const entriesOf = (file: string) => read(`state-dicts/${file}.json`) as Entries;

/** library/model, naming, variant */
const FULL = [
  ["timm/convnext_tiny", "timm", "convnext-tiny"],
  ["timm/convnextv2_atto", "timm", "convnextv2-atto"],
  ["timm/convnextv2_nano", "timm", "convnextv2-nano"],
  ["timm/resnet18", "torchvision", "resnet-18"],
  ["timm/resnet50", "torchvision", "resnet-50"],
  ["timm/swin_tiny_patch4_window7_224", "timm", "swin-tiny"],
  ["timm/swin_base_patch4_window12_384", "timm", "swin-base"],
  ["timm/vit_tiny_patch16_224", "timm", "deit-tiny-16"],
  ["timm/deit_small_patch16_224", "timm", "deit-small-16"],
  ["timm-0.4/swin_tiny_patch4_window7_224", "official", "swin-tiny"],
  ["timm-0.4/swin_base_patch4_window12_384", "official", "swin-base"],
  ["timm-0.4/deit_tiny_patch16_224", "timm", "deit-tiny-16"],
  ["torchvision/convnext_tiny", "torchvision", "convnext-tiny"],
  ["torchvision/resnet18", "torchvision", "resnet-18"],
  ["torchvision/resnet34", "torchvision", "resnet-34"],
  ["torchvision/wide_resnet50_2", "torchvision", "wide-resnet-50"],
  ["torchvision/swin_s", "torchvision", "swin-small"],
  ["torchvision/vit_b_32", "torchvision", "vit-base-32"],
  ["transformers/convnext", "transformers", "convnext-tiny"],
  ["transformers/convnext-headless", "transformers", "convnext-tiny"],
  ["transformers/convnextv2", "transformers", "convnextv2-tiny"],
  ["transformers/resnet", "transformers", "resnet-50"],
  ["transformers/resnet-headless", "transformers", "resnet-50"],
  ["transformers/swin", "transformers", "swin-tiny"],
  ["transformers/swin-headless", "transformers", "swin-tiny"],
  ["transformers/vit", "transformers", "vit-base-16"],
  ["transformers/vit-headless", "transformers", "vit-base-16"],
  ["transformers-5/swin", "transformers 5", "swin-tiny"],
  ["transformers-5/swin-headless", "transformers 5", "swin-tiny"],
  ["transformers-5/vit", "transformers 5", "vit-base-16"],
  ["transformers-5/vit-headless", "transformers 5", "vit-base-16"],
  ["mmpretrain/convnext-tiny", "mmpretrain", "convnext-tiny"],
  ["mmpretrain/convnextv2-atto", "mmpretrain", "convnextv2-atto"],
  ["mmpretrain/resnet-18", "mmpretrain", "resnet-18"],
  ["mmpretrain/resnet-50", "mmpretrain", "resnet-50"],
  ["mmpretrain/swin-tiny", "mmpretrain", "swin-tiny"],
  ["mmpretrain/deit-tiny", "mmpretrain", "deit-tiny-16"],
  ["mmpretrain/replknet-31b", "mmpretrain", "replknet-31b"],
] as const;
const REFUSED = [
  "timm-0.4/deit_tiny_distilled_patch16_224",
  "transformers/deit",
  "transformers-5/deit",
];

test("every list of names is of a model that is opened here, or refused here", () => {
  const folder = new URL("../state-dicts/", import.meta.url);
  const libraries = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  const files = libraries.flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, folder)).map((file) => `${name}/${file.slice(0, -5)}`),
  );
  expect(files.toSorted()).toEqual([...FULL.map(([file]) => file), ...REFUSED].toSorted());
});

const NEVER_TRAINED =
  /\.(?:running_mean|running_var|num_batches_tracked|attn_mask|relative_position_index)$/;

test.each(FULL)("%s is in %s's names and is %s, wholly", (file, naming, variant) => {
  const entries = entriesOf(file);
  const summary = summarise(buildNetwork(dictOf(entries)));
  expect(summary).toMatchObject({ naming, variant, unmatched: [], missing: [] });
  expect(summary.classes).toBe(file.includes("headless") ? 0 : 1000);
  if (file.includes("headless")) return;
  const trained = Object.entries(entries).filter(([name]) => !NEVER_TRAINED.test(name));
  expect(summary.params).toBe(trained.reduce((sum, [, [, shape]]) => sum + elementCount(shape), 0));
});

const PREFIXES = ["module.", "backbone.", "model.", "encoder.", "_orig_mod.", "module._orig_mod."];
const OWN = [
  ["slak_t_51", "official", "slak-tiny"],
  ["convnext_t", "official", "convnext-tiny"],
  ["replknet_31b", "official", "replknet-31b"],
  ["replknet_31b_merged", "official", "replknet-31b"],
  ["resnet50", "torchvision", "resnet-50"],
  ["swin_t", "torchvision", "swin-tiny"],
  ["vit_b_16", "torchvision", "vit-base-16"],
] as const;

test.each([...FULL, ...OWN])("%s is seen through every prefix", (file, naming, variant) => {
  const entries = entriesOf(file);
  for (const prefix of PREFIXES) {
    const names = Object.entries(entries).map(([name, entry]) => [prefix + name, entry] as const);
    const network = buildNetwork(dictOf(Object.fromEntries(names)));
    expect(network, prefix).toMatchObject({ naming, variant, unmatched: [], missing: [] });
    expect(network.head === null, prefix).toBe(file.includes("headless"));
  }
});

const CONTAINERS: Readonly<Record<string, (entries: Entries) => SparseFile>> = {
  "torch-zip": (entries) => torchZip({ state_dict: entries }),
  "torch-legacy": (entries) => torchLegacy({ state_dict: entries }),
  safetensors,
};
const CELLS = Object.keys(CONTAINERS).flatMap((format) =>
  [...FULL, ...OWN].map(([file, naming, variant]) => ({ file, format, naming, variant })),
);

test.each(CELLS)("$file opens from $format", async ({ file, format, naming, variant }) => {
  const source = fromSparse(CONTAINERS[format]!(entriesOf(file)), "weights");
  const checkpoint = await openCheckpoint(source);
  const { wrapper, dict } = checkpoint.pick();
  expect([checkpoint.format, wrapper]).toEqual([
    format,
    format === "safetensors" ? null : "state_dict",
  ]);
  expect(summarise(buildNetwork(dict))).toMatchObject({
    naming,
    variant,
    unmatched: [],
    missing: [],
  });
  const first = dict.entries.keys().next().value!;
  expect((await dict.read(first)).every((value) => value === 0)).toBe(true);
});

test.each(REFUSED)("%s is refused, as its second token has no place", (file) => {
  expect(() => buildNetwork(dictOf(entriesOf(file)))).toThrow(
    "holds 198 positions, which are no square grid and a class token",
  );
});

type Row = [
  name: string,
  shape: number[],
  own: string | null,
  part: number,
  parts: number,
  unfolded: boolean,
];

/** A golden's tensors as a library would have saved them. */
async function underNames(golden: StateDict, rows: readonly Row[]): Promise<NamedTensor[]> {
  return Promise.all(
    rows.map(async ([name, shape, own, part, parts, unfolded]) => {
      if (own === null) return { name, shape, values: null };
      const whole = await golden.read(own);
      const share = whole.length / parts;
      const values = whole.slice(part * share, (part + 1) * share);
      return { name, shape, values: unfolded ? unfold(values, shape.at(-1)!) : values };
    }),
  );
}

/** Channels of the pixels (0,0), (1,0), (0,1), (1,1) → pixels (0,0), (0,1), (1,0), (1,1) of the channels. */
function unfold(values: Float32Array, width: number): Float32Array {
  const out = new Float32Array(values.length);
  const channels = width / 4;
  for (let row = 0; row < values.length; row += width)
    for (let c = 0; c < channels; c++)
      for (const [to, from] of [0, 2, 1, 3].entries())
        out[row + 4 * c + to] = values[row + from * channels + c]!;
  return out;
}

const MINI = readdirSync(new URL("../goldens/namings/", import.meta.url)).map((file) =>
  file.replace(/\.json$/, ""),
);
/** What they are called here. */
const LABELS: Readonly<Record<string, string>> = {
  "transformers-5": "transformers",
  "timm-conv_mlp": "timm",
};
const labelOf = (net: string, library: string): string => {
  if (library === "transformers-5" && /^(?:swin|vit)/.test(net)) return "transformers 5";
  if (library === "timm-0.4") return net.startsWith("swin") ? "official" : "timm";
  return LABELS[library] ?? library;
};

describe("goldens under the names of libraries", () => {
  const session = new Session(nodeHost);
  beforeAll(() => session.start({ backend: "wasm" }));
  afterAll(() => session.dispose());
  const golden = async (name: string) => readNpy(openFixture(`goldens/${name}.npy`));
  const input128 = async () => {
    const { values, shape } = await golden("input128");
    return { type: "array", values, shape: shape as [number, number, number, number] } as const;
  };

  test("there are some of every family that libraries have", () => {
    const nets = new Set(MINI.map((name) => name.split(".", 1)[0]));
    expect([...nets].toSorted()).toEqual([
      "convnext-mini",
      "convnextv2-mini",
      "replknet-mini",
      "resnet-basic-mini",
      "resnet-mini",
      "swin-mini",
      "vit-mini",
    ]);
  });

  test.each(MINI)("%s gives the golden's scores and field", async (name) => {
    const [net = "", library = ""] = name.split(/\.(.*)/, 2);
    const rows = read(`goldens/namings/${name}.json`) as Row[];
    const { dict } = (await openCheckpoint(openFixture(`goldens/${net}.pth`))).pick();
    const bytes = safetensorsFile(await underNames(dict, rows));
    const file = { name: `${name}.safetensors`, blob: new Blob([bytes]) };
    const summary = await session.open(name, { type: "file", file });
    expect(summary).toMatchObject({ naming: labelOf(net, library), unmatched: [], missing: [] });
    const input = await input128();
    const scores = await session.logits(name, input, 128);
    const resized = net === "vit-mini"; // by other rules than torchvision's
    const own = name === "swin-mini.timm" ? name : net; // which shifts windows by another rule
    const want = await golden(resized ? "vit-mini.centres.logits128" : `${own}.logits128`);
    expectRelativeL2(scores.values, want.values, "network", `${name} scores`);
    if (!resized) {
      const { map } = await session.erf(name, toErfJob({ input, size: 128, stage: 3 }));
      const field = await golden(`${own}.erf128.stage3`);
      const limit = net.startsWith("resnet") ? "reluField" : "network";
      expectRelativeL2(erfMean(map), field.values, limit, `${name} field`);
    }
    session.close(name);
  });

  test("windows that are filled up in timm's names are not as torchvision has them (regression)", async () => {
    const [timm, torchvision] = [
      await golden("swin-mini.timm.logits128"),
      await golden("swin-mini.logits128"),
    ];
    expect(() =>
      expectRelativeL2(timm.values, torchvision.values, "network", "torchvision's rule"),
    ).toThrow("relative L2 error");
  });

  test.each([
    ["swin-mini.transformers", "authors"],
    ["swin-mini.mmpretrain", "authors"],
    ["swin-mini.timm-0.4", "authors"],
    ["swin-mini.timm", "timm"],
  ])("%s lays maps out in windows by the rule of its library", async (name, rule) => {
    const rows = read(`goldens/namings/${name}.json`) as Row[];
    const { dict } = (await openCheckpoint(openFixture("goldens/swin-mini.pth"))).pick();
    const entries = rows.map(
      ([key, shape]) => [key, ["f32", shape]] as [string, [string, number[]]],
    );
    const rules = [buildNetwork(dictOf(Object.fromEntries(entries))), buildNetwork(dict)].map(
      ({ stages }) =>
        stages.flatMap(({ blocks }) =>
          blocks.flatMap(({ layers }) =>
            layers.flatMap((layer) => (layer.kind === "windowAttention" ? [layer.rule] : [])),
          ),
        ),
    );
    expect(rules.map((own) => [...new Set(own)])).toEqual([[rule], ["torchvision"]]);
  });

  test("a layer scale in timm's names is the same network with wider projections (regression)", async () => {
    const rows = read("goldens/namings/vit-mini.timm.json") as Row[];
    const { dict } = (await openCheckpoint(openFixture("goldens/vit-mini.pth"))).pick();
    const plain = await underNames(dict, rows);
    const factor = (c: number) => 0.25 + (c % 7) / 8;
    const scaled = plain.map(({ name, shape, values }) => {
      if (values === null || !/\.(?:attn\.proj|mlp\.fc2)\./.test(name))
        return { name, shape, values };
      const width = values.length / shape[0]!;
      const own = values.map((value, i) => value * factor(Math.floor(i / width)));
      return { name, shape, values: own };
    });
    const gammas = plain.flatMap(({ name, shape }) => {
      const [, block, norm] = /^(blocks\.\d+)\.norm([12])\.weight$/.exec(name) ?? [];
      if (block === undefined) return [];
      return [
        {
          name: `${block}.ls${norm}.gamma`,
          shape,
          values: Float32Array.from({ length: shape[0]! }, (_, c) => factor(c)),
        },
      ];
    });
    expect(gammas).toHaveLength(8);
    const input = await input128();
    const answers = [];
    for (const [name, tensors] of [
      ["scaled", scaled],
      ["layer scale", [...plain, ...gammas]],
    ] as const) {
      const file = { name: `${name}.safetensors`, blob: new Blob([safetensorsFile(tensors)]) };
      const summary = await session.open(name, { type: "file", file });
      expect([summary.unmatched, summary.missing]).toEqual([[], []]);
      const scores = await session.logits(name, input, 128);
      const { map } = await session.erf(name, toErfJob({ input, size: 128, stage: 4 }));
      answers.push({ scores: scores.values, field: erfMean(map) });
      session.close(name);
    }
    const [want, got] = answers;
    expectRelativeL2(got!.scores, want!.scores, "network", "scores");
    expectRelativeL2(got!.field, want!.field, "network", "field");
  });

  test("position embeddings come to 9 × 13 as transformers resizes them", async () => {
    const rows = read("goldens/namings/vit-mini.transformers.json") as Row[];
    const { dict } = (await openCheckpoint(openFixture("goldens/vit-mini.pth"))).pick();
    const bytes = safetensorsFile(await underNames(dict, rows));
    const file = { name: "vit.safetensors", blob: new Blob([bytes]) };
    await session.open("vit", { type: "file", file });
    const { values, shape } = await golden("input128");
    const cut = Float32Array.from({ length: 6 * 72 * 104 }, (_, i) => {
      const [row, column] = [Math.floor(i / 104), i % 104];
      return values[(Math.floor(row / 72) * shape[3]! + (row % 72)) * shape[3]! + column]!;
    });
    const input = { type: "array", values: cut, shape: [2, 3, 72, 104] } as const;
    const scores = await session.logits("vit", input, 128);
    const want = await golden("vit-mini.centres.logits72x104");
    expectRelativeL2(scores.values, want.values, "network", "scores at 72 × 104");
    const corners = await golden("vit-mini.logits72x104");
    expect(() =>
      expectRelativeL2(scores.values, corners.values, "network", "torchvision's rule"),
    ).toThrow("relative L2 error");
    session.close("vit");
  });
});
