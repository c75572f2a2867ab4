/** Which of several fields of a network is nearest to the conditions of a paper. */
import {
  type CellEdits,
  type Conditions,
  type ImageChoice,
  NO_EDITS,
} from "../../domain/document.ts";
import type { ModelCard } from "../../domain/stored.ts";
import { identityOf, type ResolvedModel } from "../graph.ts";
import type { FieldAsked } from "./collect.ts";
import type { PaperConditions, PaperRow } from "./schema.ts";

const sameSides = (p: readonly number[], q: readonly number[]): boolean =>
  p.length === q.length && p.every((side, i) => side === q[i]);

/** Whether a model is the network of a row, as far as its shapes tell. */
export function isNetworkOf({ model }: PaperRow, card: ModelCard): boolean {
  const { family, variant, kernels, dims } = model;
  return (
    card.family === family &&
    card.variant === variant &&
    (kernels === undefined || sameSides(kernels, card.kernelSizes)) &&
    (dims === undefined || sameSides(dims, card.dims))
  );
}

/** Protocols that differentiate the same target read the same maps. */
export const sameTarget = (conditions: Conditions, { protocol }: PaperConditions): boolean =>
  conditions.target === null && (conditions.protocol === "openerf") === (protocol === "openerf");

export const isTrained = ({ root, edits }: ResolvedModel): boolean =>
  root.type === "file" && edits.untrained === null;

/** The edits that make a network another than the row's; a random one may be made with its kernels. */
export function editsBeyond({ root, edits }: ResolvedModel, { model }: PaperRow): CellEdits {
  const { kernelSizes } = edits;
  const own =
    root.type === "random" &&
    kernelSizes !== null &&
    model.kernels !== undefined &&
    sameSides(kernelSizes, model.kernels);
  return { ...edits, untrained: null, kernelSizes: own ? null : kernelSizes };
}
export const isEdited = (model: ResolvedModel, row: PaperRow): boolean =>
  identityOf(model.root, editsBeyond(model, row)) !== identityOf(model.root, NO_EDITS);

export const imagesOf = (images: ImageChoice): number =>
  images.type === "files" ? images.files.length : images.count;

function isUnitOf({ unit }: Conditions, { unit: wanted }: PaperRow): boolean {
  if (wanted === undefined || unit === "center") return wanted === undefined && unit === "center";
  return unit.y === wanted.y && unit.x === wanted.x;
}

/** Numbers to be compared one after the other, the smaller the nearer. */
export function rankField(
  { part: { conditions, model } }: FieldAsked,
  paper: PaperConditions,
  row: PaperRow,
): readonly number[] {
  const not = (fits: boolean): number => (fits ? 0 : 1);
  return [
    not(sameTarget(conditions, paper)),
    not(conditions.stage === paper.stage && conditions.block === null),
    Math.abs(Math.log2(conditions.size / paper.size)),
    not(isTrained(model)),
    not(!isEdited(model, row)),
    not(isUnitOf(conditions, row)),
    -imagesOf(conditions.images),
  ];
}

/** Whether all but the images, the weights and the edits are as the paper has them. */
export function isAsPrinted(field: FieldAsked, paper: PaperConditions, row: PaperRow): boolean {
  const [target, stage, size, , , unit] = rankField(field, paper, row);
  return [target, stage, size, unit].every((far) => far === 0);
}

/** Below 0 when the first of two ranks is the nearer. */
export function compareRanks(p: readonly number[], q: readonly number[]): number {
  const at = p.findIndex((value, i) => value !== q[i]);
  return at < 0 ? 0 : p[at]! - q[at]!;
}
