/** A cell of the document → as it is written: fields in a fixed order, what says nothing left out. */
import {
  type Cell,
  type CellEdits,
  type Conditions,
  type ErfView,
  type FileRef,
  type ImageChoice,
  type ModelOrigin,
  NO_EDITS,
  PLAIN_VIEW,
} from "../../domain/document.ts";
import { MOST_ITEMS } from "./limits.ts";
import type { JsonObject } from "./readJson.ts";
import { isKnownField } from "./schema.ts";

/** A text of several lines is a list of them, so that a changed line is one line of a diff. */
function lines(text: string): string | string[] {
  const all = text.split("\n");
  return all.length > 1 && all.length <= MOST_ITEMS ? all : text;
}

const fileRef = ({ name, bytes, sha256, url }: FileRef): JsonObject => ({
  name,
  bytes,
  sha256,
  ...(url !== undefined && { url }),
});

function fileOrigin(origin: ModelOrigin): JsonObject {
  switch (origin.type) {
    case "random":
      return { type: origin.type, architecture: origin.architecture, seed: origin.seed };
    case "file": {
      const weights = origin.weights === null ? {} : { weights: origin.weights };
      const insists = origin.allowMissing ? { allowMissing: true } : {};
      return { type: origin.type, file: fileRef(origin.file), ...weights, ...insists };
    }
    case "model":
      return { type: origin.type, model: origin.model };
    default:
      return origin satisfies never;
  }
}
/** The fields that differ from what leaving them out means, in the order of the defaults. */
function differing<T extends object>(value: T, defaults: T): JsonObject {
  const fields = Object.entries(defaults) as [keyof T & string, unknown][];
  return Object.fromEntries(
    fields
      .filter(([name, usual]) => JSON.stringify(value[name]) !== JSON.stringify(usual))
      .map(([name]) => [name, value[name]]),
  );
}
function fileEdits(edits: CellEdits): JsonObject {
  const changed = differing(edits, NO_EDITS);
  return Object.keys(changed).length === 0 ? {} : { edits: changed };
}
const fileImages = (images: ImageChoice): JsonObject =>
  images.type === "files"
    ? {
        type: images.type,
        files: images.files.map(fileRef),
      }
    : { type: images.type, count: images.count, seed: images.seed };

const fileConditions = (conditions: Conditions): JsonObject => {
  const { protocol, target, size, stage, block, unit, images, scale, colours } = conditions;
  return {
    protocol,
    ...(target !== null && { target: { channel: target.channel, relu: target.relu } }),
    size,
    stage,
    ...(block !== null && { block }),
    unit: unit === "center" ? unit : { y: unit.y, x: unit.x },
    images: fileImages(images),
    scale,
    colours,
  };
};

function fileView(view: ErfView): JsonObject {
  const changed = differing(view, PLAIN_VIEW);
  return Object.keys(changed).length === 0 ? {} : { view: changed };
}

function ownFields(cell: Exclude<Cell, { type: "unknown" }>): JsonObject {
  switch (cell.type) {
    case "text":
      return { text: lines(cell.text) };
    case "model":
      return { name: cell.name, origin: fileOrigin(cell.origin), ...fileEdits(cell.edits) };
    case "erf":
      return {
        model: cell.model,
        conditions: fileConditions(cell.conditions),
        ...(cell.untrained && { untrained: true }),
        ...fileView(cell.view),
      };
    case "compare": {
      const { models, range, conditions, mode, pair, imported } = cell;
      return {
        models,
        range,
        conditions: fileConditions(conditions),
        ...differing({ mode, pair }, { mode: "row", pair: [0, 1] }),
        ...(imported.length > 0 && {
          imported: imported.map(({ name, file }) => ({ name, file: fileRef(file) })),
        }),
      };
    }
    case "kernels":
      return { model: cell.model, ...(cell.block !== null && { block: cell.block }) };
    case "masks":
      return {
        model: cell.model,
        ...(cell.block !== null && { block: cell.block }),
        ...(cell.other !== null && { other: cell.other }),
      };
    case "sweep": {
      const { models, over, values, conditions } = cell;
      return { models, over, values, conditions: fileConditions(conditions) };
    }
    case "predict": {
      const { model, size, images, top } = cell;
      return { model, size, images: fileImages(images), top };
    }
    default:
      return cell satisfies never;
  }
}

/** The object that stands for a cell in the file; a cell of a newer version is what was read. */
export function fileCell(cell: Cell): JsonObject {
  if (cell.type === "unknown") {
    const { raw, id, folded, bare } = cell;
    return {
      ...raw,
      ...(raw["id"] !== id && { id }),
      ...((raw["folded"] === true) !== folded && { folded }),
      ...((raw["bare"] === true) !== bare && { bare }),
    };
  }
  const { type } = cell;
  const extra = Object.entries(cell.extra).filter(([name]) => !isKnownField(type, name));
  return {
    id: cell.id,
    type,
    ...(cell.folded && { folded: true }),
    ...(cell.bare && { bare: true }),
    ...("title" in cell && cell.title !== "" && { title: cell.title }),
    ...("caption" in cell && cell.caption !== "" && { caption: lines(cell.caption) }),
    ...ownFields(cell),
    ...Object.fromEntries(extra),
  };
}
