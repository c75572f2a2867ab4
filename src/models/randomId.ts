/** `architecture?option=value&…` → an architecture with settled sizes and how its weights are made. */
import { FieldbookError } from "../domain/errors.ts";
import { convnext, CONVNEXT_SIZES, CONVNEXT_V2_SIZES } from "./convnext.ts";
import { type Init, schemeOf } from "./initialise.ts";
import { nearest, nearOnes } from "./nearest.ts";
import { type Recognised, settle } from "./registry.ts";
import { replknet, REPLKNET_SIZES } from "./replknet.ts";
import { resnet, RESNET_SIZES, resnetConfig } from "./resnet.ts";
import { swin, SWIN_SIZES, swinConfig } from "./swin.ts";
import { unireplknet, UNIREPLKNET_SIZES, unireplknetConfig } from "./unireplknet.ts";
import { vit, VIT_SIZES, vitConfig } from "./vit.ts";
import { slak, SLAK_KERNELS, SLAK_SIZES, SLAK_WIDTH, slakDims } from "./slak.ts";

export const RANDOM_IDS = [
  ...Object.keys(SLAK_SIZES).map((size) => `slak-${size}`),
  ...Object.keys(REPLKNET_SIZES).map((size) => `replknet-${size}`),
  ...Object.keys(CONVNEXT_SIZES).map((size) => `convnext-${size}`),
  ...Object.keys(CONVNEXT_V2_SIZES).map((size) => `convnextv2-${size}`),
  ...Object.keys(UNIREPLKNET_SIZES).map((size) => `unireplknet-${size}`),
  ...Object.keys(RESNET_SIZES).map((size) => `resnet-${size}`),
  ...Object.keys(SWIN_SIZES).map((size) => `swin-${size}`),
  ...Object.keys(VIT_SIZES),
];
const OPTIONS = ["seed", "kernel", "width", "classes", "scale", "sparsity"] as const;
/** `paper`: 1e-6, at which a field is the stem's alone; `unit`: 1, not degenerate, the default. */
const LAYER_SCALE: Readonly<Record<string, number>> = { paper: 1e-6, unit: 1 };
/** Families that have an option; all have the others. */
const ONLY: Readonly<
  Partial<Record<(typeof OPTIONS)[number], { families: readonly string[]; said: string }>>
> = {
  width: { families: ["slak"], said: "SLaK has" },
  sparsity: { families: ["slak"], said: "SLaK has" },
  kernel: {
    families: ["slak", "replknet", "convnext", "convnextv2"],
    said: "SLaK, RepLKNet and ConvNeXt have",
  },
  scale: {
    families: ["slak", "convnext", "unireplknet"],
    said: "SLaK, ConvNeXt v1 and UniRepLKNet have",
  },
};
const MAX_KERNEL = 255;
const MAX_CLASSES = 100_000;

type Options = Readonly<Partial<Record<(typeof OPTIONS)[number], string>>>;

const bad = (message: string) => new FieldbookError("bad-spec", message);

export function parseRandomId(id: string): {
  readonly recognised: Recognised;
  readonly init: Init;
} {
  const [name = "", query = ""] = id.replace(/^random:/, "").split("?", 2);
  if (!RANDOM_IDS.includes(name))
    throw bad(
      `"${name}" is no architecture that Fieldbook can make; ${sayNear(name)} All are in docs/random-initialisation.md and on the card of a model.`,
    );
  const options = parseOptions(name, query);
  const family = name.split("-", 1)[0]!;
  const scale = options.scale ?? "unit";
  const gamma = LAYER_SCALE[scale];
  if (gamma === undefined) throw bad(`scale=${scale}: choose paper (1e-6) or unit (1).`);
  const classes = number("classes", options.classes ?? "1000", 1, MAX_CLASSES, true);
  const init: Init = {
    seed: number("seed", options.seed ?? "0", 0, 2 ** 31, true),
    scheme: schemeOf(family),
    gamma,
    sparsity: number("sparsity", options.sparsity ?? "0", 0, 0.999, false),
  };
  return { recognised: recognisedOf(name, classes, options), init };
}

function parseOptions(name: string, query: string): Options {
  const options: Partial<Record<(typeof OPTIONS)[number], string>> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const known = OPTIONS.find((option) => option === key);
    if (known === undefined)
      throw bad(
        `${name}: "${key}" is no option; the nearest is ${nearest(key, OPTIONS)}, and there are ${OPTIONS.join(", ")}.`,
      );
    options[known] = value;
  }
  const family = name.split("-", 1)[0]!;
  for (const key of OPTIONS) {
    const only = ONLY[key];
    if (options[key] !== undefined && only && !only.families.includes(family))
      throw bad(`${name}: only ${only.said} the option "${key}".`);
  }
  return options;
}

function recognisedOf(name: string, classes: number, options: Options): Recognised {
  if (name in VIT_SIZES) return settle(vit, vitConfig(name as keyof typeof VIT_SIZES, classes));
  const [family, size] = name.split("-", 2) as [string, string];
  if (family === "resnet")
    return settle(resnet, resnetConfig(size as keyof typeof RESNET_SIZES, classes));
  if (family === "swin") return settle(swin, swinConfig(size as keyof typeof SWIN_SIZES, classes));
  if (family === "slak") {
    const { dims, depths } = SLAK_SIZES[size as keyof typeof SLAK_SIZES];
    const width = number("width", options.width ?? String(SLAK_WIDTH), 0.05, 4, false);
    const kernels = kernelList(options.kernel, SLAK_KERNELS, 5);
    const strip = kernels[4]!;
    const small = kernels.slice(0, 4).map((k) => (strip < k ? strip : null));
    return settle(slak, {
      dims: slakDims(dims, width),
      depths,
      kernels: kernels.slice(0, 4),
      classes,
      form: "strips",
      small,
      strip: [strip, strip, strip, strip],
      batchNorm: true,
      layerScale: true,
      responseNorm: false,
    });
  }
  if (family === "replknet") {
    const { dims, depths, kernels, small, depthwiseRatio } =
      REPLKNET_SIZES[size as keyof typeof REPLKNET_SIZES];
    return settle(replknet, {
      dims,
      depths,
      kernels: kernelList(options.kernel, kernels, 4),
      classes,
      depthwiseRatio,
      wide: dims.map((c) => Math.trunc(c * depthwiseRatio)),
      small,
      merged: false,
      stageNorm: false,
    });
  }
  if (family === "unireplknet")
    return settle(unireplknet, unireplknetConfig(size as keyof typeof UNIREPLKNET_SIZES, classes));
  const responseNorm = family === "convnextv2";
  const { dims, depths } = responseNorm
    ? CONVNEXT_V2_SIZES[size as keyof typeof CONVNEXT_V2_SIZES]
    : CONVNEXT_SIZES[size as keyof typeof CONVNEXT_SIZES];
  const kernels = kernelList(options.kernel, [7, 7, 7, 7], 4);
  const layerScale = !responseNorm;
  return settle(convnext, { dims, depths, kernels, classes, layerScale, responseNorm });
}

function kernelList(
  text: string | undefined,
  standard: readonly number[],
  length: number,
): readonly number[] {
  if (text === undefined) return standard;
  const sides = text.split(",").map(Number);
  const sound = sides.every((k) => Number.isInteger(k) && k % 2 === 1 && k >= 1 && k <= MAX_KERNEL);
  // SLaK's list ends in the strip's short side, which may be left out
  if (sound && sides.length === length) return sides;
  if (sound && length === 5 && sides.length === 4) return [...sides, standard[4]!];
  throw bad(
    `kernel=${text}: give ${length} odd whole numbers up to ${MAX_KERNEL}, as ${standard.join(",")}.`,
  );
}

function number(name: string, text: string, low: number, high: number, whole: boolean): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= low && value <= high && (!whole || Number.isInteger(value)))
    return value;
  throw bad(`${name}=${text}: give a ${whole ? "whole " : ""}number from ${low} to ${high}.`);
}

const MOST_NEAR = 3;

/** What an unknown name may have meant, else the families that there are. */
function sayNear(name: string): string {
  const near = nearOnes(name, RANDOM_IDS, MOST_NEAR);
  if (near.length === 1) return `the nearest is ${near[0]}.`;
  if (near.length > 1) return `the nearest are ${near.join(", ")}.`;
  const families = new Set(RANDOM_IDS.map((id) => id.split("-", 1)[0]));
  return `its families are ${[...families].join(", ")}.`;
}
