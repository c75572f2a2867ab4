/** Random documents and results, of every kind and with the strangest content a file may hold. */
import fc from "fast-check";
import type {
  Cell,
  CellType,
  Conditions,
  FileRef,
  ImageChoice,
  NotebookDocument,
  UnknownCell,
} from "../../src/domain/document.ts";
import {
  BRANCHES,
  CELL_TYPES,
  COMPARE_MODES,
  KERNEL_MODES,
  MODEL_NAME,
  PRUNINGS,
} from "../../src/domain/document.ts";
import { PROTOCOLS } from "../../src/domain/job.ts";
import { SCALES } from "../../src/domain/reading.ts";
import { isKnownField } from "../../src/store/format/schema.ts";

/** fast-check's record, of plain objects only. */
export const record = <T extends object>(fields: {
  [K in keyof T]: fc.Arbitrary<T[K]>;
}): fc.Arbitrary<T> => fc.record<T>(fields, { noNullPrototype: true }) as fc.Arbitrary<T>;

const AWKWARD = [
  "",
  "\n",
  "\r\n",
  "\n\n trailing \n",
  "\u2028\u2029\u0000\u001f\u007f\ufeff",
  "\ud800 half a pair \udfff",
  "🧪 Größe ∂f/∂x — 感受野 — مجال",
  '</script><img src=x onerror=alert(1)>"\\"',
  "$$\\sum_{k} x_k$$",
  "__proto__",
  "constructor",
];
export const arbitraryText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom(...AWKWARD),
  fc.array(fc.constantFrom(...AWKWARD), { maxLength: 6 }).map((parts) => parts.join("\n")),
);
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const name = fc.stringMatching(MODEL_NAME);
const reference = fc.oneof(name, fc.constant(""));
export const arbitraryId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,11}$/);

/** Every JSON value, but for the one name that no field may have. */
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !hasProto(value));
function hasProto(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasProto);
}
/** Fields that no schema names; `constructor` and its like are names as any other. */
const extraBut = (isKnown: (name: string) => boolean) =>
  fc.dictionary(
    fc
      .oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom("constructor", "prototype", "toString", "x"),
      )
      .filter((key) => key !== "__proto__" && !isKnown(key)),
    json,
    { maxKeys: 3, noNullPrototype: true },
  );

const plainFile = { name: arbitraryText, bytes: fc.nat(), sha256: hex };
const file: fc.Arbitrary<FileRef> = fc.oneof(
  record(plainFile),
  record({ ...plainFile, url: fc.webUrl({ validSchemes: ["https"] }) }),
);
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const images: fc.Arbitrary<ImageChoice> = fc.oneof(
  record({
    type: fc.constantFrom("dead-leaves", "noise"),
    count: fc.integer({ min: 1, max: 1000 }),
    seed,
  }),
  record({ type: fc.constant("files" as const), files: fc.array(file, { maxLength: 3 }) }),
);
const size = fc.integer({ min: 32, max: 4096 });
const conditions: fc.Arbitrary<Conditions> = record({
  protocol: fc.constantFrom(...PROTOCOLS),
  target: fc.option(record({ channel: fc.option(fc.nat({ max: 99_999 })), relu: fc.boolean() })),
  size,
  stage: fc.constantFrom(1, 2, 3, 4),
  block: fc.option(fc.nat({ max: 999 })),
  unit: fc.oneof(
    fc.constant("center" as const),
    record({ y: fc.nat({ max: 4095 }), x: fc.nat({ max: 4095 }) }),
  ),
  images,
  scale: fc.constantFrom(...SCALES),
  colours: fc.constantFrom("magma", "RdYlGn", "tide"),
});
const side = fc.integer({ min: 1, max: 4096 });
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);

const base = (type: CellType) => ({
  id: arbitraryId,
  folded: fc.boolean(),
  bare: fc.boolean(),
  extra: extraBut((key) => isKnownField(type, key)),
});
const figure = (type: CellType) => ({
  ...base(type),
  title: arbitraryText,
  caption: arbitraryText,
});
const block = fc.option(arbitraryText);
const models = fc.array(reference, { maxLength: 4 });

const byType: { [T in CellType]: fc.Arbitrary<Extract<Cell, { type: T }>> } = {
  text: record({ ...base("text"), type: fc.constant("text"), text: arbitraryText }),
  model: record({
    ...base("model"),
    type: fc.constant("model"),
    name,
    origin: fc.oneof(
      record({ type: fc.constant("random" as const), architecture: arbitraryText, seed }),
      record({ type: fc.constant("file" as const), file, weights: fc.option(arbitraryText) }),
      record({ type: fc.constant("model" as const), model: reference }),
    ),
    edits: record({
      kernelSizes: fc.option(fc.array(side, { maxLength: 5 })),
      kernelMode: fc.constantFrom(...KERNEL_MODES),
      sparsity: fc.option(share),
      pruning: fc.constantFrom(...PRUNINGS),
      pruningScope: fc.constantFrom("layer", "global"),
      off: fc.subarray([...BRANCHES]),
      untrained: fc.option(seed),
    }),
  }),
  erf: record({
    ...figure("erf"),
    type: fc.constant("erf"),
    model: reference,
    conditions,
    untrained: fc.boolean(),
    view: record({ overlay: share, contours: fc.boolean(), squares: fc.boolean() }),
  }),
  compare: record({
    ...figure("compare"),
    type: fc.constant("compare"),
    models,
    conditions,
    range: fc.constantFrom("shared", "own"),
    mode: fc.constantFrom(...COMPARE_MODES),
    pair: fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 })),
    imported: fc.array(record({ name: arbitraryText, file }), { maxLength: 2 }),
  }),
  kernels: record({
    ...figure("kernels"),
    type: fc.constant("kernels"),
    model: reference,
    block,
  }),
  masks: record({
    ...figure("masks"),
    type: fc.constant("masks"),
    model: reference,
    block,
    other: fc.option(reference),
  }),
  sweep: record({
    ...figure("sweep"),
    type: fc.constant("sweep"),
    models,
    over: fc.constantFrom("kernel", "sparsity"),
    values: fc.array(fc.oneof(side, share), { maxLength: 6 }),
    conditions,
  }),
  predict: record({
    ...figure("predict"),
    type: fc.constant("predict"),
    model: reference,
    size,
    images,
    top: fc.integer({ min: 1, max: 1000 }),
  }),
};

const unknown = (raw: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<UnknownCell> =>
  record({ id: arbitraryId, raw }).map(({ id, raw }) => ({
    type: "unknown",
    id,
    folded: raw["folded"] === true,
    bare: raw["bare"] === true,
    extra: {},
    raw: { ...raw, id },
  }));
const isKnownType = (type: string): boolean => (CELL_TYPES as readonly string[]).includes(type);
const rest = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((key) => !["__proto__", "id", "type"].includes(key)),
  json,
  { maxKeys: 4, noNullPrototype: true },
);
/** Of a type, and with words in a known type, that no version has had yet. */
const newer = fc.oneof(
  unknown(
    record({ rest, type: arbitraryText.filter((type) => !isKnownType(type)) }).map(
      ({ rest, type }) => ({ ...rest, type }),
    ),
  ),
  unknown(
    record({
      type: fc.constant("erf"),
      model: reference,
      conditions: record({ protocol: fc.constant("next-year"), dither: json }),
      folded: fc.boolean(),
    }),
  ),
);

export const arbitraryCell: fc.Arbitrary<Cell> = fc.oneof(...Object.values(byType), newer);

const KNOWN_TOP = ["fieldbook", "title", "cells", "results"];
export const arbitraryDocument: fc.Arbitrary<NotebookDocument> = record({
  title: arbitraryText,
  cells: fc.uniqueArray(arbitraryCell, { maxLength: 12, selector: ({ id }) => id }),
  extra: fc.oneof(
    extraBut((key) => KNOWN_TOP.includes(key)),
    // opened from a newer version, whose number it keeps
    record({ fieldbook: fc.integer({ min: 2, max: 9 }) }),
  ),
});
