/**
 * The cells of a `*.fieldbook.json` as they are written: what may be left out is optional here and
 * settled in toCell.ts. The defaults are the format's own and never change; see docs/notebook-format.md.
 */
import * as z from "zod/mini";
import {
  BRANCHES,
  CELL_ID,
  CELL_TYPES,
  type CellType,
  COMPARE_MODES,
  KERNEL_MODES,
  PRUNINGS,
} from "../../domain/document.ts";
import { PROTOCOLS } from "../../domain/job.ts";
import { SCALES } from "../../domain/reading.ts";
import * as field from "./fields.ts";
import {
  LEAST_SIDE_PX,
  MAX_SIDE_PX,
  MOST_BLOCKS,
  MOST_CHANNELS,
  MOST_CLASSES,
  MOST_LISTED,
  MOST_SEED,
  MOST_STAGES,
} from "./limits.ts";

const about = (text: string) => z.describe(text);
export const ID = "an id of A–Z, a–z, 0–9, _ or -, beginning with a letter or digit, at most 40";

const base = {
  id: z.optional(field.matching(CELL_ID, ID)),
  folded: z._default(field.flag(), false),
  bare: z._default(field.flag(), false),
};
const figure = {
  ...base,
  title: z._default(field.title(), ""),
  caption: z._default(field.markdown().check(about("Markdown; empty: made of the content")), ""),
};
const side = () => field.whole(1, MAX_SIDE_PX).check(about("kernel side, px of the stage's map"));
const inputSize = () =>
  field.whole(LEAST_SIDE_PX, MAX_SIDE_PX).check(about("side of the square input, px"));
const block = () =>
  z._default(z.nullable(field.shortText().check(about("as stages.0.0; null: the first"))), null);
const cellOf = (index: string) =>
  field.whole(0, MAX_SIDE_PX - 1).check(about(`${index} of the feature map, from 0`));

const conditions = z.prefault(
  field.closed({
    protocol: z._default(field.word(PROTOCOLS), "replknet"),
    size: z._default(inputSize(), 128),
    target: z._default(
      z.nullable(
        field.closed({
          channel: z._default(
            z.nullable(field.whole(0, MOST_CHANNELS - 1).check(about("null: all channels"))),
            null,
          ),
          relu: z._default(field.flag(), true),
        }),
      ),
      null,
    ),
    stage: z._default(field.whole(1, 4), 2),
    block: z._default(
      z.nullable(
        field.whole(0, MOST_BLOCKS - 1).check(about("block of the stage; null: the last")),
      ),
      null,
    ),
    unit: z._default(
      z.union(
        [z.literal("center"), field.closed({ y: cellOf("row"), x: cellOf("column") })],
        '“center”, or a row and a column as {"y": 3, "x": 5}',
      ),
      "center",
    ),
    images: field.images(),
    scale: z.optional(field.word(SCALES).check(about("left out: the scale of the protocol"))),
    colours: z._default(field.shortText().check(about("name of a colour map")), "magma"),
  }),
  {},
);

export const cellSchemas = {
  text: z.object({
    ...base,
    type: z.literal("text"),
    text: z._default(field.markdown().check(about("Markdown with TeX between dollar signs")), ""),
  }),
  model: z.object({
    ...base,
    type: z.literal("model"),
    name: field.modelName(),
    origin: field.byType("random, file, model", [
      field.closed({
        type: z.literal("random"),
        architecture: field.shortText().check(about("see docs/random-initialisation.md")),
        seed: z._default(field.whole(0, MOST_SEED), 0),
      }),
      field.closed({
        type: z.literal("file"),
        file: field.fileRef(),
        weights: z._default(z.nullable(field.shortText()), null),
        allowMissing: z.optional(
          field.flag().check(about("tensors that the file lacks are zeros instead of an error")),
        ),
      }),
      field.closed({ type: z.literal("model"), model: field.modelReference() }),
    ]),
    edits: z.prefault(
      field.closed({
        kernelSizes: z._default(z.nullable(field.listOf(side(), MOST_STAGES)), null),
        kernelMode: z._default(field.word(KERNEL_MODES), "crop"),
        sparsity: z._default(
          z.nullable(field.within(0, 1).check(about("share of zeros in the large kernels"))),
          null,
        ),
        pruning: z._default(field.word(PRUNINGS), "magnitude"),
        pruningScope: z._default(field.word(["layer", "global"]), "layer"),
        off: z._default(field.listOf(field.word(BRANCHES), BRANCHES.length), []),
        untrained: z._default(
          z.nullable(field.whole(0, MOST_SEED).check(about("seed of random weights"))),
          null,
        ),
      }),
      {},
    ),
  }),
  erf: z.object({
    ...figure,
    type: z.literal("erf"),
    model: field.modelReference(),
    conditions,
    untrained: z._default(field.flag(), false),
    view: z.prefault(
      field.closed({
        overlay: z._default(field.within(0, 1).check(about("opacity over the mean image")), 1),
        contours: z._default(field.flag(), false),
        squares: z._default(field.flag(), true),
      }),
      {},
    ),
  }),
  compare: z.object({
    ...figure,
    type: z.literal("compare"),
    models: field.modelReferences(),
    range: z._default(field.word(["shared", "own"]), "shared"),
    conditions,
    mode: z._default(field.word(COMPARE_MODES), "row"),
    pair: z._default(
      z.tuple([field.whole(0, MOST_LISTED), field.whole(0, MOST_LISTED)], "two places in the row"),
      [0, 1],
    ),
    imported: z._default(
      field.listOf(field.closed({ name: field.shortText(), file: field.fileRef() }), MOST_LISTED),
      [],
    ),
  }),
  kernels: z.object({
    ...figure,
    type: z.literal("kernels"),
    model: field.modelReference(),
    block: block(),
  }),
  masks: z.object({
    ...figure,
    type: z.literal("masks"),
    model: field.modelReference(),
    block: block(),
    other: z._default(z.nullable(field.modelReference()), null),
  }),
  sweep: z.object({
    ...figure,
    type: z.literal("sweep"),
    models: field.modelReferences(),
    over: field.word(["kernel", "sparsity"]),
    values: field
      .listOf(field.within(0, MAX_SIDE_PX), MOST_LISTED)
      .check(about("kernel sides, px, or shares of zeros, 0–1")),
    conditions,
  }),
  predict: z.object({
    ...figure,
    type: z.literal("predict"),
    model: field.modelReference(),
    size: z._default(inputSize(), 224),
    images: field.images(),
    top: z._default(field.whole(1, MOST_CLASSES).check(about("classes shown for each image")), 5),
  }),
} as const satisfies Record<CellType, z.ZodMiniObject>;

/** A cell as it is read, with the defaults in place, by type. */
export type SpecCell = { [T in CellType]: z.output<(typeof cellSchemas)[T]> }[CellType];

export const isKnownType = (type: unknown): type is CellType =>
  (CELL_TYPES as readonly unknown[]).includes(type);
/** Whether this version knows a field of a cell of a type. */
export const isKnownField = (type: CellType, name: string): boolean =>
  Object.hasOwn(cellSchemas[type].shape, name);
