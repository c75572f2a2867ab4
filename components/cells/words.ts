/** How numbers and conditions are said. */
import type { Conditions, ImageChoice } from "../../src/domain/document.ts";
import type { TargetChoice, UnitChoice } from "../../src/domain/job.ts";
import type { ScaleName } from "../../src/domain/reading.ts";
import { countedImages } from "../../src/store/countedImages.ts";
import type { ResolvedModel } from "../../src/store/graph.ts";

/** What a person may choose as weights, and as weights or pictures. */
export const WEIGHT_FILES = ".pth,.pt,.bin,.safetensors,.ckpt";
export const PICTURE_FILES = "image/png,image/jpeg,image/webp,image/avif,image/gif,image/bmp";
export const ANY_FILES = `${WEIGHT_FILES},${PICTURE_FILES}`;

const NARROW = "\u202f";

/** 51 × 51 with narrow no-break spaces */
export const times = (a: number, b: number = a): string => `${a}${NARROW}×${NARROW}${b}`;

/** A duration that is left or expected, in the words of a clock. */
export function sayDuration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
/** Bytes as kB, MB or GB, in thousands. */
export function sayBytes(bytes: number): string {
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
/** The quantity that is drawn; what follows a `^` is raised where it is shown. */
export const sayScale: Readonly<Record<ScaleName, string>> = {
  log10p1: "log₁₀(E + 1) / max",
  linear: "E / max",
  power: "E^0.25 / max",
};
/** The same in Markdown, on one line. */
export const scaleMarkdown = (scale: ScaleName): string =>
  plainMarkdown(sayScale[scale])
    .replaceAll(" ", "\u00a0")
    .replace(/\^([\d.\\]+)/, "<sup>$1</sup>");
export const sayUnit = (unit: UnitChoice): string =>
  unit === "center" ? "centre" : `${unit.y}, ${unit.x}`;

/** What is differentiated when it is not the protocol's own target; empty when it is. */
export function sayTarget(target: TargetChoice | null): string {
  if (target === null) return "";
  const what = target.channel === null ? "the sum over all channels" : `channel ${target.channel}`;
  return target.relu ? `${what}, rectified` : what;
}
/** Reads `centre` or `row, column` of a map of `side` rows and columns; null when it is neither. */
export function parseUnit(text: string, side = Infinity): UnitChoice | null {
  if (/^\s*cent(re|er)\s*$/i.test(text)) return "center";
  const match = /^\s*\(?\s*(\d{1,4})\s*[, ]\s*(\d{1,4})\s*\)?\s*$/.exec(text);
  const unit = match && { y: Number(match[1]), x: Number(match[2]) };
  return unit && unit.y < side && unit.x < side ? unit : null;
}
/** Reads a whole number from `least` to `most`; null when it is none. */
export function parseWhole(text: string, least: number, most: number): number | null {
  const value = /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}
/** Where weights come from: a model's origin, followed to its end. */
export type WeightsRoot = ResolvedModel["root"];

export const sayTraining = (root: WeightsRoot): string =>
  root.type === "random"
    ? `untrained, random weights of seed ${root.seed}`
    : `weights from ${root.file.name}`;

/** A share as `12.3 %`, which does not break. */
export const sayPercent = (share: number): string => `${(share * 100).toFixed(1)}\u00a0%`;

/** Letters of a hash that tell files apart on a page. */
export const sayHash = (sha256: string): string =>
  // no line breaks after the dots
  `${sha256.slice(0, 4)}…\u2060${sha256.slice(-4)}`;

export const countImages = (images: ImageChoice): number =>
  images.type === "files" ? images.files.length : images.count;

export const sayImages = (images: ImageChoice): string =>
  `${countedImages(images, countImages(images))}${images.type === "files" ? "" : `, made by a generator (seed ${images.seed})`}`;
/** The conditions that must stand beside every number. */
export const sayConditions = (conditions: Conditions, root: WeightsRoot | null): string =>
  `Input ${times(conditions.size)}, protocol ${conditions.protocol}${root ? `, ${sayTraining(root)}` : ""}.`;

/** A large count in short: `30.48 M`, `912.4 k`. */
export const sayCount = (n: number): string =>
  n < 1e6 ? `${(n / 1e3).toFixed(1)}${NARROW}k` : `${(n / 1e6).toFixed(2)}${NARROW}M`;

/** A name as Markdown shows it, whatever signs it holds. */
export const plainMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|<>~$&]/g, "\\$&");

/** Whether weights are trained, as one word for several models. */
export function sayTrainingState(roots: readonly WeightsRoot[]): string {
  const kinds = new Set(roots.map(({ type }) => type));
  if (kinds.size === 0) return "–";
  if (kinds.size > 1) return "mixed";
  return kinds.has("random") ? "random" : "from file";
}
/** A day and a minute of where the reader is. */
export const sayDate = (iso: string): string => DATE.format(new Date(iso));
// dear to make, and asked for whenever a field is drawn
const DATE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
