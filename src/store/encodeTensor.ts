/** NumPy's format 1.0: little-endian float32, row-major, of any shape. */
export function encodeTensor(values: Float32Array, shape: readonly number[]): Blob {
  const dims = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${dims}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const head = new Uint8Array(10 + padded.length);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(head.buffer).setUint16(8, padded.length, true);
  head.set(new TextEncoder().encode(padded), 10);
  const body = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => body.setFloat32(4 * i, value, true));
  return new Blob([head, body], { type: "application/octet-stream" });
}
