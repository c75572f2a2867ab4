/** Random results as they are kept and embedded. */
import fc from "fast-check";
import { FAMILIES } from "../../src/domain/model.ts";
import { PROTOCOLS } from "../../src/domain/job.ts";
import type {
  CountValue,
  ErfValue,
  KeptValue,
  LogitsValue,
  ModelCard,
  ModelValue,
  ResultKey,
} from "../../src/domain/stored.ts";
import { arbitraryText, record } from "./documents.ts";

const amount = fc.nat();
/** JSON has no sign of zero */
const within = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0);
const real = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (value === 0 ? 0 : value));
const backend = fc.constantFrom("webgpu", "wasm", "cpu");
const numbers = fc.array(amount, { maxLength: 4 });
const triple = fc.tuple(real, real, real);

const computed = record({
  backend,
  adapter: arbitraryText,
  seconds: within(1e6),
  at: fc
    .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
    .map((date) => date.toISOString()),
});
const card: { [K in keyof ModelCard]: fc.Arbitrary<ModelCard[K]> } = {
  family: fc.constantFrom(...FAMILIES),
  variant: arbitraryText,
  naming: arbitraryText,
  dims: numbers,
  depths: numbers,
  kernelSizes: numbers,
  classes: amount,
  params: amount,
  nonzero: fc.option(amount),
  stages: fc.array(
    record({ channels: amount, blocks: amount, stride: real, field: real, offset: real }),
    { maxLength: 4 },
  ),
  normalisation: record({ mean: triple, std: triple }),
};
const layers = fc.array(
  record({
    name: arbitraryText,
    block: arbitraryText,
    kernel: fc.tuple(amount, amount),
    sparsity: fc.option(within(1)),
  }),
  { maxLength: 3 },
);

export const arbitraryErf: fc.Arbitrary<ErfValue> = record({
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
}).chain(({ height, width }) =>
  record({
    kind: fc.constant("erf"),
    result: record({
      map: record({
        height: fc.constant(height),
        width: fc.constant(width),
        sum: fc
          // every bit pattern of a finite number, −0 and subnormals among them
          .float64Array({
            minLength: height * width,
            maxLength: height * width,
            noNaN: true,
            noDefaultInfinity: true,
          })
          .map((sum) => Float64Array.from(sum)),
        count: amount,
        skipped: amount,
      }),
      areaRatio: fc.array(
        record({ t: within(1), side: fc.option(amount), ratio: fc.option(within(1)) }),
        { maxLength: 4 },
      ),
      stage: fc.constantFrom(1, 2, 3, 4),
      protocol: fc.constantFrom(...PROTOCOLS),
      featureMap: record({ height: amount, width: amount }),
      unit: record({ y: amount, x: amount }),
      backend,
      adapter: arbitraryText,
      seconds: record({ load: within(1e6), compute: within(1e6) }),
    }),
    model: record(card),
    macs: within(1e300),
    computed,
  }),
);
const model: fc.Arbitrary<ModelValue> = record({
  kind: fc.constant("model"),
  summary: record({
    ...card,
    layers,
    unmatched: fc.array(
      record({ name: arbitraryText, dtype: fc.constantFrom("f32", "i64"), shape: numbers }),
      { maxLength: 2 },
    ),
    missing: fc.array(record({ name: arbitraryText, shape: numbers }), { maxLength: 2 }),
  }),
  checkpoint: fc.option(
    record({
      format: arbitraryText,
      tensors: amount,
      wrapper: fc.option(arbitraryText),
      choices: fc.array(record({ key: arbitraryText, tensors: amount, params: amount }), {
        maxLength: 2,
      }),
    }),
  ),
});
const count: fc.Arbitrary<CountValue> = record({
  kind: fc.constant("count"),
  nonzero: amount,
  layers,
});
export const arbitraryLogits: fc.Arbitrary<LogitsValue> = record({
  images: fc.integer({ min: 1, max: 4 }),
  classes: fc.integer({ min: 1, max: 9 }),
}).chain(({ images, classes }) =>
  record({
    kind: fc.constant("logits"),
    // a broken network gives NaN, and that is a finding too
    logits: fc
      .float32Array({ minLength: images * classes, maxLength: images * classes })
      .map((values) => Float32Array.from(values)),
    images: fc.constant(images),
    classes: fc.constant(classes),
    computed,
  }),
);

/** Results by keys of 64 hexadecimal digits. */
export const arbitraryKept: fc.Arbitrary<ReadonlyMap<ResultKey, KeptValue>> = fc
  .array(
    fc.tuple(
      fc.stringMatching(/^[0-9a-f]{64}$/),
      fc.oneof(arbitraryErf, model, count, arbitraryLogits),
    ),
    { maxLength: 4 },
  )
  .map((pairs) => new Map<ResultKey, KeptValue>(pairs));
