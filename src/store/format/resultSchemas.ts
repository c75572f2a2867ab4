/** Results as they are embedded: as kept, but numbers in bulk as base64 of little-endian bytes. */
import * as z from "zod/mini";
import { PROTOCOLS } from "../../domain/job.ts";
import { FAMILIES } from "../../domain/model.ts";
import { finite, listOf, matching, shortText, whole, within, word } from "./fields.ts";
import { MAX_SIDE_PX, MOST_CLASSES, MOST_IMAGES, MOST_LAYERS, MOST_NAME } from "./limits.ts";

const ENGINES = word(["webgpu", "wasm", "cpu"]);
const DTYPES = word(["f64", "f32", "f16", "bf16", "i64", "i32", "i16", "i8", "u8", "bool"]);
const most = Number.MAX_SAFE_INTEGER;
const amount = () => whole(0, most);
const seconds = () => within(0, Number.MAX_VALUE);
const numbers = () => listOf(amount(), MOST_NAME);
const nullable = <T extends z.ZodMiniType>(schema: T) => z.nullable(schema);
const object = <T extends Record<string, z.ZodMiniType>>(shape: T) => z.object(shape, "an object");
/** base64 of little-endian numbers */
const float64 = () => object({ float64: z.string("base64 of little-endian 64-bit floats") });
const float32 = () => object({ float32: z.string("base64 of little-endian 32-bit floats") });
const triple = () => z.tuple([finite(), finite(), finite()], "a list of three numbers");

const computed = object({
  backend: ENGINES,
  adapter: shortText(),
  seconds: seconds(),
  at: matching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, "a time in UTC as 2025-01-31T12:00:00Z"),
});
const card = {
  family: word(FAMILIES),
  variant: shortText(),
  naming: shortText(),
  dims: numbers(),
  depths: numbers(),
  kernelSizes: numbers(),
  classes: amount(),
  params: amount(),
  nonzero: nullable(amount()),
  macs: z.optional(amount()),
  stages: listOf(
    object({
      channels: amount(),
      blocks: amount(),
      stride: finite(),
      field: finite(),
      offset: finite(),
    }),
    MOST_NAME,
  ),
  normalisation: object({ mean: triple(), std: triple() }),
};
const layers = listOf(
  object({
    name: shortText(),
    block: shortText(),
    kernel: z.tuple([amount(), amount()], "a list of two whole numbers"),
    sparsity: nullable(within(0, 1)),
  }),
  MOST_LAYERS,
);
const shape = numbers();
const choice = object({ key: shortText(), tensors: amount(), params: amount() });

const squares = () =>
  listOf(
    object({ t: within(0, 1), side: nullable(amount()), ratio: nullable(within(0, 1)) }),
    MOST_NAME,
  );

const erf = object({
  kind: z.literal("erf"),
  result: object({
    map: object({
      height: whole(1, MAX_SIDE_PX),
      width: whole(1, MAX_SIDE_PX),
      count: amount(),
      skipped: amount(),
      sum: float64(),
    }),
    areaRatio: squares(),
    perImage: z.optional(listOf(squares(), MOST_IMAGES)),
    input: z.optional(
      object({
        height: whole(1, MAX_SIDE_PX),
        width: whole(1, MAX_SIDE_PX),
        rgb: object({ uint8: z.string("base64 of bytes") }),
      }),
    ),
    stage: whole(1, 4),
    protocol: word(PROTOCOLS),
    featureMap: object({ height: amount(), width: amount() }),
    unit: object({ y: amount(), x: amount() }),
    backend: ENGINES,
    adapter: shortText(),
    seconds: object({ load: seconds(), compute: seconds() }),
  }),
  model: object(card),
  macs: within(0, Number.MAX_VALUE),
  computed,
});
const model = object({
  kind: z.literal("model"),
  summary: object({
    ...card,
    layers,
    unmatched: listOf(object({ name: shortText(), dtype: DTYPES, shape }), MOST_LAYERS),
    missing: listOf(
      object({
        name: shortText(),
        shape,
        found: z.optional(shape),
        nearest: z.optional(shortText()),
      }),
      MOST_LAYERS,
    ),
  }),
  checkpoint: nullable(
    object({
      format: shortText(),
      tensors: amount(),
      wrapper: nullable(shortText()),
      choices: listOf(choice, MOST_LAYERS),
    }),
  ),
});
const count = object({
  kind: z.literal("count"),
  nonzero: amount(),
  layers,
  macs: z.optional(amount()),
});
const logits = object({
  kind: z.literal("logits"),
  images: whole(1, MOST_IMAGES),
  classes: whole(1, MOST_CLASSES),
  logits: float32(),
  computed,
});

export const resultSchemas = { erf, model, count, logits };
export type FileResult = {
  [K in keyof typeof resultSchemas]: z.output<(typeof resultSchemas)[K]>;
}[keyof typeof resultSchemas];
