/** NumPy's array file: github.com/numpy/numpy, numpy/lib/format.py, versions 1.0 to 3.0. */
import { elementCount, type Dtype } from "../domain/tensor.ts";
import type { ByteSource } from "./byteSource.ts";
import { gather, rowMajorStrides } from "./gather.ts";
import { readExactly } from "./readExactly.ts";
import { badFile, clip, unsupported } from "./refuse.ts";
import { BYTES_PER_ELEMENT, toFloat32 } from "./toFloat32.ts";

const MAGIC = "\x93NUMPY";
/** NumPy refuses to evaluate longer headers too (max_header_size) */
const MAX_HEADER_BYTES = 10_000;
/** NumPy's own limit (NPY_MAXDIMS since 2.0) */
const MAX_RANK = 64;
/** the header is padded so that the values begin at a multiple of this */
const ALIGNMENT = 64;

const DTYPES: ReadonlyMap<string, Dtype> = new Map([
  ["<f8", "f64"],
  ["<f4", "f32"],
  ["<f2", "f16"],
  ["<i8", "i64"],
  ["<i4", "i32"],
  ["<i2", "i16"],
  ["|i1", "i8"],
  ["|u1", "u8"],
  ["|b1", "bool"],
]);

/** Reads an array as row-major float32; the file must hold exactly what its shape says. */
export async function readNpy(
  source: ByteSource,
): Promise<{ values: Float32Array<ArrayBuffer>; shape: number[] }> {
  const { name, size } = source;
  const start = await readExactly(source, 0, Math.min(12, size));
  if (start.length < 10 || [...MAGIC].some((sign, i) => start[i] !== sign.charCodeAt(0)))
    throw badFile(name, "not a .npy array; save it with numpy.save.");
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > 3)
    throw unsupported(name, `.npy version ${version}; save it again with numpy.save.`, { version });
  const headerStart = version === 1 ? 10 : 12;
  const headerBytes =
    version === 1 ? view.getUint16(8, true) : size < 12 ? Infinity : view.getUint32(8, true);
  if (headerBytes > MAX_HEADER_BYTES || headerStart + headerBytes > size)
    throw badFile(
      name,
      `its .npy header claims ${headerBytes} bytes in a file of ${size}; save or download it again.`,
      { headerBytes, size },
    );
  const dataStart = headerStart + headerBytes;
  const header = new TextDecoder().decode(await readExactly(source, headerStart, dataStart));
  const { descr, fortran, shape } = parseHeader(name, header);
  const dtype = DTYPES.get(descr);
  if (dtype === undefined)
    throw unsupported(name, `dtype ${clip(descr)}; save it as little-endian float32 ("<f4").`);
  const count = elementCount(shape);
  const need = count * BYTES_PER_ELEMENT[dtype];
  const have = size - dataStart;
  if (!Number.isSafeInteger(need) || need !== have)
    throw badFile(
      name,
      `shape (${shape.join(", ")}) needs ${need} bytes of ${descr}, the file holds ${have}; save or download it again.`,
      { need, have },
    );
  const values = toFloat32(await readExactly(source, dataStart, size), dtype);
  if (!fortran) return { values, shape };
  const strides = rowMajorStrides([...shape].reverse()).reverse();
  return { values: gather(values, shape, strides), shape };
}

function parseHeader(name: string, header: string) {
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(header)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const sides = /'shape'\s*:\s*\(([\d\s,L]*)\)/.exec(header)?.[1];
  if (descr === undefined || order === undefined || sides === undefined)
    throw unsupported(
      name,
      "its .npy header does not name one plain dtype, order and shape; save a plain float32 array.",
    );
  const shape = [...sides.matchAll(/\d+/g)].map(([side]) => Number(side));
  if (shape.length > MAX_RANK)
    throw badFile(name, `its shape has ${shape.length} dimensions, ${MAX_RANK} are allowed.`);
  return { descr, fortran: order === "True", shape };
}

/** A `<f4` array file, version 1.0; `shape` must hold exactly `values.length` elements. */
export function writeNpy(values: Float32Array, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  if (elementCount(shape) !== values.length)
    throw new RangeError(`npy: shape (${shape.join(", ")}) does not hold ${values.length} values`);
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${sides}), }`;
  const dataStart = Math.ceil((10 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(dataStart + values.byteLength);
  const header = `${text.padEnd(dataStart - 11)}\n`;
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), dataStart);
  return bytes;
}
