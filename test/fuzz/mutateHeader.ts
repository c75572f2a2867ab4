import { concat } from "./mutateBytes.ts";
import { ODD_NUMBERS, type Random } from "./random.ts";

type Tensor = Record<string, unknown>;
type Header = Record<string, Tensor>;

function withHeader(
  text: string,
  data: Uint8Array,
  claimed = text.length,
): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt.asUintN(64, BigInt(claimed)), true);
  return concat(length, Buffer.from(text, "latin1"), data);
}
const ODD_VALUES: readonly unknown[] = [
  ...ODD_NUMBERS,
  null,
  "",
  "F32",
  [],
  {},
  [[]],
  1.5,
  true,
  1e308,
  [0],
  [-1, 4],
  [2 ** 53, 2 ** 53],
];
const DTYPES = ["F64", "F32", "F16", "BF16", "I64", "I8", "BOOL", "F8_E4M3", "I4", "f32"];

/** A safetensors file whose header says something else than its bytes. */
export function mutateHeader(
  bytes: Uint8Array<ArrayBuffer>,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const data = bytes.subarray(8 + length);
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString()) as Header;
  for (let n = 1 + random.below(4); n > 0; n--) {
    const name = random.pick(Object.keys(header));
    const found = header[name];
    const tensor: Tensor = typeof found === "object" && found !== null ? found : {};
    random.pick([
      () => (tensor["dtype"] = random.pick(DTYPES)),
      () => (tensor["shape"] = random.pick(ODD_VALUES)),
      () => (tensor["data_offsets"] = random.pick(ODD_VALUES)),
      () => (tensor["shape"] = [random.pick(ODD_NUMBERS), random.pick(ODD_NUMBERS)]),
      () => (tensor["data_offsets"] = [random.below(data.length), random.below(2 * data.length)]),
      () =>
        (header[random.pick(["__proto__", "__metadata__", "", "a".repeat(500), "\0"])] = tensor),
      () => delete header[name],
      () => (header[name] = random.pick(ODD_VALUES) as Tensor),
    ])();
    if (Object.keys(header).length === 0) break;
  }
  let text = JSON.stringify(header);
  if (random.chance(0.1)) text = text.slice(0, random.below(text.length));
  if (random.chance(0.05)) text = `{"a":${"[".repeat(random.below(20_000))}`;
  return withHeader(text, data, random.chance(0.1) ? random.pick(ODD_NUMBERS) : undefined);
}
