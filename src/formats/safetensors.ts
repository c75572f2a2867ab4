/** github.com/huggingface/safetensors, format as of 0.5: a length, a JSON header, then the bytes. */
import { elementCount, type Dtype, type StateDict, type TensorEntry } from "../domain/tensor.ts";
import type { ByteSource } from "./byteSource.ts";
import { readExactly } from "./readExactly.ts";
import { badFile, clip, unsupported } from "./refuse.ts";
import { describeChoice, noTensor, type Choice } from "./stateDicts.ts";
import { BYTES_PER_ELEMENT, toFloat32 } from "./toFloat32.ts";

const LENGTH_BYTES = 8;
/** the reference reader has a limit of 100 MB; the header of 10⁴ tensors takes 2 MB */
const MAX_HEADER_BYTES = 25_000_000;
const MAX_RANK = 64;

const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ["F64", "f64"],
  ["F32", "f32"],
  ["F16", "f16"],
  ["BF16", "bf16"],
  ["I64", "i64"],
  ["I32", "i32"],
  ["I16", "i16"],
  ["I8", "i8"],
  ["U8", "u8"],
  ["BOOL", "bool"],
]);

interface Placed extends TensorEntry {
  /** bytes from the start of the file */
  readonly start: number;
  readonly end: number;
}

/** Opens a safetensors file: its header now, its tensors when asked. */
export async function openSafetensors(source: ByteSource): Promise<Choice[]> {
  const file = source.name;
  if (source.size < LENGTH_BYTES) throw badFile(file, `${source.size} bytes are no safetensors.`);
  const prefix = await readExactly(source, 0, LENGTH_BYTES);
  const headerBytes = Number(new DataView(prefix.buffer, prefix.byteOffset).getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES || LENGTH_BYTES + headerBytes > source.size)
    throw badFile(
      file,
      `its safetensors header claims ${headerBytes} bytes, the file has ${source.size} and at most ${MAX_HEADER_BYTES} are read; download it again.`,
      { headerBytes, have: source.size },
    );
  const dataStart = LENGTH_BYTES + headerBytes;
  const header = parseHeader(file, await readExactly(source, LENGTH_BYTES, dataStart));
  const placed = new Map<string, Placed>();
  for (const [name, value] of Object.entries(header))
    if (name !== "__metadata__")
      placed.set(name, toPlaced(file, name, value, dataStart, source.size));
  checkApart(file, [...placed.values()]);
  const dict: StateDict = {
    source: file,
    entries: new Map(
      [...placed].map(([key, { name, dtype, shape }]) => [key, { name, dtype, shape }]),
    ),
    read: async (name) => {
      const entry = placed.get(name);
      if (entry === undefined) throw noTensor(file, name);
      return toFloat32(await readExactly(source, entry.start, entry.end), entry.dtype);
    },
  };
  return placed.size === 0 ? [] : [describeChoice(null, dict)];
}

function parseHeader(file: string, bytes: Uint8Array): object {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw badFile(file, "its safetensors header is not JSON; download it again.", {
      cause: cause instanceof Error ? cause.name : "unknown",
    });
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw badFile(file, "its safetensors header is not an object; download it again.");
  return header;
}

function toPlaced(
  file: string,
  name: string,
  value: unknown,
  dataStart: number,
  size: number,
): Placed {
  const tensor = `tensor ${clip(name)}`;
  const { dtype, shape, data_offsets: offsets } = Object(value) as Record<string, unknown>;
  if (typeof dtype !== "string" || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
    throw badFile(
      file,
      `${tensor} has no dtype, or a shape or offsets that are not whole numbers from 0; download it again.`,
    );
  const known = DTYPES.get(dtype);
  if (known === undefined)
    throw unsupported(file, `${tensor} has dtype ${clip(dtype)}; convert it to F32 or F16.`);
  const [from = 0, to = 0] = offsets;
  const need = elementCount(shape) * BYTES_PER_ELEMENT[known];
  if (need !== to - from || shape.length > MAX_RANK)
    throw badFile(
      file,
      `${tensor} of shape [${clip(shape.join(", "))}] needs ${need} bytes, its offsets hold ${to - from}; download it again.`,
      { need, have: to - from },
    );
  if (dataStart + to > size)
    throw badFile(
      file,
      `${tensor} reaches past the file: it ends at byte ${dataStart + to} of ${size}; download it again.`,
      { need: dataStart + to, have: size },
    );
  return { name, dtype: known, shape, start: dataStart + from, end: dataStart + to };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);

function checkApart(file: string, placed: Placed[]): void {
  placed.sort((a, b) => a.start - b.start || a.end - b.end);
  placed.forEach(({ name, end }, i) => {
    const next = placed[i + 1];
    if (next !== undefined && end > next.start && next.end > next.start)
      throw badFile(
        file,
        `tensors ${clip(name)} and ${clip(next.name)} share bytes; download it again.`,
      );
  });
}
