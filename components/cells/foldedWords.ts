/** What of the conditions under More matters while they are closed. */
import type { Conditions } from "../../src/domain/document.ts";
import { scaleOfProtocol, type ScaleName } from "../../src/domain/reading.ts";
import { FIRST_CONDITIONS } from "../../src/store/newCell.ts";
import { countImages, sayTarget } from "./words.ts";

/** Scales as they are chosen. */
export const SCALE_NAMES: Readonly<Record<ScaleName, string>> = {
  log10p1: "log",
  linear: "linear",
  power: "power 0.25",
};

/** How many images of what, and whatever else is not as the protocol or a new figure has it. */
export function sayFolded(conditions: Conditions, others: readonly string[] = []): string {
  const { block, target, images, scale, protocol, colours } = conditions;
  const count = countImages(images);
  const many = count === 1 ? "image" : "images";
  const what = { "dead-leaves": many, noise: `${many} of noise`, files: "of your pictures" };
  return [
    ...others,
    ...(block === null ? [] : [`after block ${block}`]),
    ...(target === null ? [] : [sayTarget(target)]),
    `${count} ${what[images.type]}`,
    ...(images.type === "files" || images.seed === 0 ? [] : [`seed ${images.seed}`]),
    ...(scale === scaleOfProtocol[protocol] ? [] : [SCALE_NAMES[scale]]),
    ...(colours === FIRST_CONDITIONS.colours ? [] : [colours]),
  ].join(", ");
}
