/** A cell of the document → as it is written: fields in a fixed order, what says nothing left out. */
import type {
  Cell,
  CellEdits,
  Conditions,
  FileRef,
  ImageChoice,
  ModelOrigin,
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
      return { type: origin.type, file: fileRef(origin.file), ...weights };
    }
    case "model":
      return { type: origin.type, model: origin.model };
    default:
      return origin satisfies never;
  }
}
function fileEdits({ kernelSizes, sparsity }: CellEdits): JsonObject {
  if (kernelSizes === null && sparsity === null) return {};
  return {
    edits: {
      ...(kernelSizes !== null && { kernelSizes }),
      ...(sparsity !== null && { sparsity }),
    },
  };
}
const fileImages = (images: ImageChoice): JsonObject =>
  images.type === "files"
    ? {
        type: images.type,
        files: images.files.map(fileRef),
      }
    : { type: images.type, count: images.count, seed: images.seed };

const fileConditions = (conditions: Conditions): JsonObject => {
  const { protocol, size, stage, unit, images, scale, colours } = conditions;
  const place = unit === "center" ? unit : { y: unit.y, x: unit.x };
  return { protocol, size, stage, unit: place, images: fileImages(images), scale, colours };
};

function ownFields(cell: Exclude<Cell, { type: "unknown" }>): JsonObject {
  switch (cell.type) {
    case "text":
      return { text: lines(cell.text) };
    case "model":
      return { name: cell.name, origin: fileOrigin(cell.origin), ...fileEdits(cell.edits) };
    case "erf":
      return { model: cell.model, conditions: fileConditions(cell.conditions) };
    case "compare": {
      const { models, range, conditions } = cell;
      return { models, range, conditions: fileConditions(conditions) };
    }
    case "kernels":
    case "masks":
      return { model: cell.model, ...(cell.block !== null && { block: cell.block }) };
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
