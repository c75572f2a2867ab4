/** Results embedded in a notebook: numbers are bit for bit those that were computed. */
import { FieldbookError } from "../../domain/errors.ts";
import type { StageNumber } from "../../domain/job.ts";
import type { KeptValue, ResultKey } from "../../domain/stored.ts";
import { base64Length, fromBase64, toBase64 } from "./base64.ts";
import { describeIssues, show } from "./describeIssue.ts";
import { badFile, isJsonObject, type JsonObject } from "./readJson.ts";
import { resultSchemas, type FileResult } from "./resultSchemas.ts";

const RESULT_KEY = /^[0-9a-f]{64}$/;

/** The object that stands for a result in the file; throws when it could not be read again. */
export function fileResult(key: ResultKey, value: KeptValue): JsonObject {
  if (value.kind === "erf" && !value.result.map.sum.every(Number.isFinite))
    throw new FieldbookError(
      "unsupported",
      `The result ${key} holds numbers that are not finite, which a file cannot keep: leave the results out.`,
    );
  const read = resultSchemas[value.kind].safeParse(encoded(value));
  if (read.success) return read.data;
  const { wrong } = describeIssues(read.error.issues, encoded(value));
  throw new FieldbookError(
    "internal",
    `internal: the result ${key} (${value.kind}) cannot be embedded: ${wrong}.`,
  );
}
/** Characters that a result takes at least, without making them. */
export function leastCharacters(value: KeptValue): number {
  if (value.kind === "erf")
    return (
      base64Length(value.result.map.sum.byteLength) +
      base64Length(value.result.input?.rgb.byteLength ?? 0)
    );
  return value.kind === "logits" ? base64Length(value.logits.byteLength) : 0;
}
function encoded(value: KeptValue): unknown {
  if (value.kind === "erf") {
    const { input, ...result } = value.result;
    const map = { ...result.map, sum: { float64: base64Of(result.map.sum) } };
    const image = input && { input: { ...input, rgb: { uint8: toBase64(input.rgb) } } };
    return { ...value, result: { ...result, ...image, map } };
  }
  return value.kind === "logits"
    ? { ...value, logits: { float32: base64Of(value.logits) } }
    : value;
}
/** Every machine that runs this is little-endian, as the format is. */
const base64Of = (numbers: Float32Array | Float64Array): string =>
  toBase64(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));

export interface ReadResults {
  readonly results: ReadonlyMap<ResultKey, KeptValue>;
  readonly notes: readonly string[];
}
/**
 * Reads the field `results`. What a newer version may have written is left out with a note, since it
 * can be computed again; anything else wrong is an error that names the key, or with `keep` a note.
 */
export function readResults(value: unknown, keep: boolean): ReadResults {
  const results = new Map<ResultKey, KeptValue>();
  const notes: string[] = [];
  if (value === undefined) return { results, notes };
  if (!isJsonObject(value)) throw badFile(`results is ${show(value)}, must be an object.`);
  for (const [key, raw] of Object.entries(value)) {
    const outcome = readResult(key, raw);
    if (outcome.type === "read") results.set(key, outcome.value);
    else if (outcome.type === "newer" || keep) notes.push(`${outcome.why}; it was left out.`);
    else throw badFile(`${outcome.why}: export the file again, or take this result out.`);
  }
  return { results, notes };
}

type Outcome =
  | { readonly type: "read"; readonly value: KeptValue }
  | { readonly type: "newer" | "wrong"; readonly why: string };

function readResult(key: string, raw: unknown): Outcome {
  if (!RESULT_KEY.test(key))
    return { type: "wrong", why: `results: ${show(key)} must be 64 hexadecimal digits` };
  const wrong = (why: string): Outcome => ({ type: "wrong", why: `results.${key}${why}` });
  if (!isJsonObject(raw)) return wrong(` is ${show(raw)}, must be an object`);
  const kind = raw["kind"];
  if (typeof kind !== "string") return wrong(`: kind is ${show(kind)}, must be a text`);
  if (!isKind(kind))
    return {
      type: "newer",
      why: `results.${key}: kind is ${show(kind)}, which this version does not know`,
    };
  const read = resultSchemas[kind].safeParse(raw);
  if (!read.success) {
    const { newer, wrong: why } = describeIssues(read.error.issues, raw);
    return newer === null
      ? wrong(` (${kind}): ${why}`)
      : { type: "newer", why: `results.${key} (${kind}): ${newer}` };
  }
  const decoded = decode(read.data);
  return typeof decoded === "string"
    ? wrong(` (${kind}): ${decoded}`)
    : { type: "read", value: decoded };
}
const isKind = (kind: string): kind is KeptValue["kind"] => Object.hasOwn(resultSchemas, kind);

/** The result, or what is wrong with its numbers; lengths are compared before memory is taken. */
function decode(file: FileResult): KeptValue | string {
  switch (file.kind) {
    case "erf": {
      const { input, perImage, ...result } = file.result;
      const { height, width } = result.map;
      const bytes = decodeBytes(file.result.map.sum.float64, [height, width], 8);
      if (typeof bytes === "string") return `result.map.sum.float64 ${bytes}`;
      const sum = new Float64Array(bytes.buffer);
      if (!sum.every(Number.isFinite))
        return "result.map.sum.float64 holds a number that is not finite";
      const stage = result.stage as StageNumber;
      const rgb = input && decodeBytes(input.rgb.uint8, [input.height, 3 * input.width], 1);
      if (typeof rgb === "string") return `result.input.rgb.uint8 ${rgb}`;
      return {
        ...file,
        result: {
          ...result,
          ...(perImage && { perImage }),
          ...(input && rgb && { input: { ...input, rgb } }),
          stage,
          map: { ...result.map, sum },
        },
      };
    }
    case "logits": {
      const bytes = decodeBytes(file.logits.float32, [file.images, file.classes], 4);
      if (typeof bytes === "string") return `logits.float32 ${bytes}`;
      return { ...file, logits: new Float32Array(bytes.buffer) };
    }
    case "model":
    case "count":
      return file;
    default:
      return file satisfies never;
  }
}
function decodeBytes(
  text: string,
  [rows, columns]: readonly [number, number],
  bytesEach: number,
): Uint8Array<ArrayBuffer> | string {
  const bytes = rows * columns * bytesEach;
  const must = base64Length(bytes);
  if (text.length !== must)
    return `has ${text.length} characters, must have ${must} for ${rows} × ${columns} numbers`;
  return fromBase64(text, bytes) ?? "is not base64";
}
