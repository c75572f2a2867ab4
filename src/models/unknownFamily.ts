/** The refusal of a file whose names fit no architecture: says what is known and what comes nearest. */
import { FieldbookError } from "../domain/errors.ts";
import type { StateDict } from "../domain/tensor.ts";
import { randomStateDict } from "./randomStateDict.ts";

const FAMILIES = [
  ["SLaK", "slak-tiny"],
  ["RepLKNet", "replknet-31b"],
  ["ConvNeXt", "convnext-tiny"],
  ["UniRepLKNet", "unireplknet-a"],
  ["ResNet", "resnet-50"],
  ["Swin", "swin-tiny"],
  ["ViT", "vit-base-16"],
] as const;
const LISTED = 3;

/** Dotted parts of a name that are words, not numbers. */
const wordsOf = (names: Iterable<string>): Set<string> =>
  new Set([...names].flatMap((name) => name.split(".").filter((part) => !/^\d+$/.test(part))));

/** Share of the words that both have, of all that either has. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return both / (a.size + b.size - both || 1);
}

export function unknownFamily(dict: StateDict): FieldbookError {
  const words = wordsOf(dict.entries.keys());
  const ranked = FAMILIES.map(([family, id]) => ({
    family,
    score: likeness(words, wordsOf(randomStateDict(id).entries.keys())),
  })).sort((a, b) => b.score - a.score);
  const names = [...dict.entries.keys()].slice(0, LISTED).join(", ") || "none";
  return new FieldbookError(
    "unsupported",
    `${dict.source}: its ${dict.entries.size} tensors (${names}, …) fit no family that Fieldbook knows: ${FAMILIES.map(([family]) => family).join(", ")}; the nearest is ${ranked[0]!.family}.`,
    { nearest: ranked[0]!.family },
  );
}
