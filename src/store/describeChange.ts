/** What differs between two states of a cell, for the line above a figure that is out of date. */
import type { Cell, Conditions, ImageChoice } from "../domain/document.ts";

const unitText = ({ unit }: Conditions): string =>
  unit === "center" ? "centre" : `${unit.y}, ${unit.x}`;

const blockText = (block: number | null): string => (block === null ? "the last" : `${block}`);
const targetText = (target: Conditions["target"]): string =>
  target === null
    ? "the protocol’s own"
    : `${target.channel === null ? "all channels" : `channel ${target.channel}`}${target.relu ? ", rectified" : ""}`;

function imagesText(images: ImageChoice): string {
  if (images.type === "files") return `${images.files.length} of your pictures`;
  const kind = images.type === "noise" ? "1/f noise" : "dead leaves";
  return `${images.count} ${kind}${images.seed === 0 ? "" : ` (seed ${images.seed})`}`;
}
const list = (values: readonly (string | number)[]): string => values.join(", ") || "none";

/** As `stage 3 to 4, input size 128 to 256 px`, then what changed of the models; see describeModel. */
export function describeChange(before: Cell, after: Cell, models: readonly string[] = []): string {
  const parts: string[] = [];
  const compare = (label: string, from: string, to: string, unit = ""): void => {
    if (from !== to) parts.push(`${label} ${from} to ${to}${unit}`);
  };
  if ("model" in before && "model" in after) compare("model", before.model, after.model);
  if ("models" in before && "models" in after)
    compare("models", list(before.models), list(after.models));
  if (before.type === "sweep" && after.type === "sweep") {
    compare("swept", before.over, after.over);
    if (before.over === after.over) compare("values", list(before.values), list(after.values));
  }
  if ("block" in before && "block" in after)
    compare("block", before.block ?? "the first", after.block ?? "the first");
  if (before.type === "predict" && after.type === "predict") {
    compare("input size", `${before.size}`, `${after.size}`, " px");
    compare("images", imagesText(before.images), imagesText(after.images));
  }
  if ("conditions" in before && "conditions" in after) {
    const [p, q] = [before.conditions, after.conditions];
    compare("protocol", p.protocol, q.protocol);
    compare("input size", `${p.size}`, `${q.size}`, " px");
    compare("target", targetText(p.target), targetText(q.target));
    compare("stage", `${p.stage}`, `${q.stage}`);
    compare("block", blockText(p.block), blockText(q.block));
    compare("unit", unitText(p), unitText(q));
    compare("images", imagesText(p.images), imagesText(q.images));
  }
  return [...parts, ...models].join(", ") || "the model";
}
