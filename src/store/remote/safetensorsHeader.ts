/** The header of a safetensors file that lies elsewhere: what its tensors are, without their values. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";
import {
  ask,
  drop,
  hostOf,
  networkError,
  readContentRange,
  refusal,
  type Asking,
} from "./network.ts";

z.config({ jitless: true });

/** as the reader of whole files has it: the header of 10⁴ tensors takes 2 MB */
const MOST_HEADER_BYTES = 25_000_000;
const LENGTH_BYTES = 8;

const count = z.int().check(z.gte(0));
const tensor = z.object({
  dtype: z.string(),
  shape: z.array(count).check(z.maxLength(64)),
  data_offsets: z.tuple([count, count]),
});
export type HeaderTensor = Readonly<z.output<typeof tensor>>;
export interface SafetensorsHeader {
  /** where the tensors' bytes begin */
  readonly dataStart: number;
  /** the bytes before that, as they are served */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly tensors: ReadonlyMap<string, HeaderTensor>;
}

/** Bytes [start, end) of a file; refuses a server that sends others. */
export async function readRange(
  url: string,
  start: number,
  end: number,
  asking: Asking,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await ask(url, asking, `bytes=${start}-${end - 1}`);
  if (!response.ok) {
    drop(response);
    throw refusal(url, response.status);
  }
  const range = readContentRange(response);
  if (response.status !== 206 || (range !== null && range.start !== start)) {
    drop(response);
    throw new FieldbookError(
      "unsupported",
      `${hostOf(url)} sends whole files only: download this one to look into it.`,
      { url },
    );
  }
  const bytes = await response.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    (cause: unknown) => {
      throw networkError(`${hostOf(url)} broke off: try again. ${url}`, url, true, 0, cause);
    },
  );
  if (bytes.byteLength !== end - start)
    throw new FieldbookError(
      "bad-file",
      `${url} sent ${bytes.byteLength} bytes instead of ${end - start}: try again.`,
    );
  return bytes;
}

/** Reads the header with two small requests; `bytes` is the file's size where it is known. */
export async function readRemoteHeader(
  url: string,
  name: string,
  bytes: number | null,
  asking: Asking,
): Promise<SafetensorsHeader> {
  const bad = (what: string): FieldbookError =>
    new FieldbookError("bad-file", `${name}: ${what}; this is no safetensors file.`);
  const prefix = await readRange(url, 0, LENGTH_BYTES, asking);
  const length = Number(new DataView(prefix.buffer).getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + length;
  if (length > MOST_HEADER_BYTES || length < 2 || (bytes !== null && dataStart > bytes))
    throw bad(`its header claims ${length} bytes`);
  const body = await readRange(url, LENGTH_BYTES, dataStart, asking);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw bad("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw bad("its header is not an object");
  const tensors = new Map<string, HeaderTensor>();
  for (const [key, value] of Object.entries(header)) {
    if (key === "__metadata__") continue;
    const parsed = tensor.safeParse(value);
    if (!parsed.success) throw bad(`tensor ${key.slice(0, 80)} has no dtype, shape or offsets`);
    const [from, to] = parsed.data.data_offsets;
    if (from > to || (bytes !== null && dataStart + to > bytes))
      throw bad(`tensor ${key.slice(0, 80)} lies outside the file`);
    tensors.set(key, parsed.data);
  }
  const whole = new Uint8Array(dataStart);
  whole.set(prefix);
  whole.set(body, LENGTH_BYTES);
  return { dataStart, bytes: whole, tensors };
}
