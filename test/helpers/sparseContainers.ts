/** Checkpoints of zeros from lists of names and shapes, in every container that is read. */
import { elementCount } from "../../src/domain/tensor.ts";
import { LEGACY_START } from "../../src/formats/torchLegacy.ts";
import { directoryEntry, endRecord, localHeader } from "../fuzz/zipFile.ts";
import { type SparseFile, SparseWriter } from "./sparseFile.ts";

/** Names with dtype and shape, as in test/state-dicts. */
export type Listing = Readonly<Record<string, readonly [dtype: string, shape: readonly number[]]>>;
type Dicts = Readonly<Record<string, Listing>>;

const text = (value: string): Buffer => Buffer.from(value, "latin1");
const number = (opcode: string, value: number): Buffer => {
  const out = Buffer.alloc(5);
  out.write(opcode, "latin1");
  out.writeUInt32LE(value, 1);
  return out;
};
const string = (value: string): Buffer[] => [number("X", value.length), text(value)];
const integer = (value: number): Buffer => number("J", value);
const tuple = (values: readonly number[]): Buffer[] => [
  text("("),
  ...values.map(integer),
  text("t"),
];
const stridesOf = (shape: readonly number[]): number[] =>
  shape.map((_, i) => elementCount(shape.slice(i + 1)));
const isWhole = (dtype: string): boolean => dtype === "int64";
const bytesOf = ([dtype, shape]: Listing[string]): number =>
  elementCount(shape) * (isWhole(dtype) ? 8 : 4);

interface Pickled {
  readonly pickle: Buffer;
  /** what the storages of keys 0, 1, … hold */
  readonly storages: readonly { readonly bytes: number; readonly count: number }[];
}
/** `{key: state_dict}` as torch.save pickles it; `legacy` as before PyTorch 1.6. */
function pickleOf(dicts: Dicts, legacy = false): Pickled {
  const storages: Pickled["storages"][number][] = [];
  const tensor = (entry: Listing[string]): Buffer[] => {
    const [dtype, shape] = entry;
    const count = elementCount(shape);
    storages.push({ bytes: bytesOf(entry), count });
    return [
      text("ctorch._utils\n_rebuild_tensor_v2\n(("),
      ...string("storage"),
      text(`ctorch\n${isWhole(dtype) ? "LongStorage" : "FloatStorage"}\n`),
      ...string(String(storages.length - 1)),
      ...string("cpu"),
      integer(count),
      text(`${legacy ? "N" : ""}tQ`),
      integer(0),
      ...tuple(shape),
      ...tuple(stridesOf(shape)),
      text("\x89ccollections\nOrderedDict\n)RtR"),
    ];
  };
  const dict = (of: Listing): Buffer[] => [
    text("}("),
    ...Object.entries(of).flatMap(([name, entry]) => [...string(name), ...tensor(entry)]),
    text("u"),
  ];
  const parts = Object.entries(dicts).flatMap(([key, of]) => [...string(key), ...dict(of)]);
  return { pickle: Buffer.concat([text("\x80\x02}("), ...parts, text("u.")]), storages };
}

/** What torch.save writes since PyTorch 1.6. */
export function torchZip(dicts: Dicts): SparseFile {
  const { pickle, storages } = pickleOf(dicts);
  const file = new SparseWriter();
  const directory: Buffer[] = [];
  const begin = (name: string, bytes: number): void => {
    directory.push(directoryEntry(name, { packed: bytes, size: bytes, start: file.at }));
    file.write(localHeader(name));
  };
  begin("archive/data.pkl", pickle.length);
  file.write(pickle);
  for (const [key, { bytes }] of storages.entries()) {
    begin(`archive/data/${key}`, bytes);
    file.skip(bytes);
  }
  const index = Buffer.concat(directory);
  const end = endRecord(storages.length + 1, index.length, file.at);
  return file.write(index).write(end).end();
}

/** What torch.save wrote before. */
export function torchLegacy(dicts: Dicts): SparseFile {
  const { pickle, storages } = pickleOf(dicts, true);
  const file = new SparseWriter();
  file.write(Uint8Array.from(LEGACY_START));
  file.write(text("\x80\x02M\xe9\x03.\x80\x02}."));
  file.write(pickle);
  const keys = storages.flatMap((_, key) => string(String(key)));
  file.write(Buffer.concat([text("\x80\x02]("), ...keys, text("e.")]));
  for (const { bytes, count } of storages) {
    const length = Buffer.alloc(8);
    length.writeBigInt64LE(BigInt(count));
    file.write(length).skip(bytes);
  }
  return file.end();
}

/** The one state_dict that a safetensors file holds. */
export function safetensors(listing: Listing): SparseFile {
  let end = 0;
  const tensors = Object.entries(listing).map(([name, entry]) => {
    const start = end;
    end += bytesOf(entry);
    const [dtype, shape] = entry;
    const of = { dtype: isWhole(dtype) ? "I64" : "F32", shape, data_offsets: [start, end] };
    return [name, of] as const;
  });
  const header = Buffer.from(JSON.stringify(Object.fromEntries(tensors)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return new SparseWriter()
    .write(length)
    .write(header)
    .skip(Number.isSafeInteger(end) ? end : 0)
    .end();
}
