/** Pickles cut into opcodes (CPython 3.13, Lib/pickletools.py), to be changed and joined again. */

/** bytes of a fixed argument, by opcode */
const FIXED: Readonly<Record<number, number>> = {
  0x80: 1, // PROTO
  0x95: 8, // FRAME
  0x4b: 1, // BININT1
  0x4d: 2, // BININT2
  0x4a: 4, // BININT
  0x47: 8, // BINFLOAT
  0x71: 1, // BINPUT
  0x72: 4, // LONG_BINPUT
  0x68: 1, // BINGET
  0x6a: 4, // LONG_BINGET
};
/** bytes of the length before a counted argument */
const COUNTED: Readonly<Record<number, 1 | 4 | 8>> = {
  0x8a: 1, // LONG1
  0x55: 1, // SHORT_BINSTRING
  0x8c: 1, // SHORT_BINUNICODE
  0x43: 1, // SHORT_BINBYTES
  0x8b: 4, // LONG4
  0x54: 4, // BINSTRING
  0x58: 4, // BINUNICODE
  0x42: 4, // BINBYTES
  0x8d: 8, // BINUNICODE8
  0x8e: 8, // BINBYTES8
  0x96: 8, // BYTEARRAY8
};
/** lines of a textual argument */
const LINES: Readonly<Record<number, number>> = {
  0x49: 1, // INT
  0x4c: 1, // LONG
  0x46: 1, // FLOAT
  0x53: 1, // STRING
  0x56: 1, // UNICODE
  0x70: 1, // PUT
  0x67: 1, // GET
  0x50: 1, // PERSID
  0x63: 2, // GLOBAL
  0x69: 2, // INST
};

/** Each opcode with its argument, in order; what follows STOP is left out. */
export function splitPickle(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const opcode = bytes[at]!;
    let end = at + 1 + (FIXED[opcode] ?? 0);
    const width = COUNTED[opcode];
    if (width === 1) end += 1 + bytes[at + 1]!;
    if (width === 4) end += 4 + view.getUint32(at + 1, true);
    if (width === 8) end += 8 + Number(view.getBigUint64(at + 1, true));
    for (let n = LINES[opcode] ?? 0; n > 0; n--) end = bytes.indexOf(0x0a, end) + 1;
    parts.push(bytes.subarray(at, end));
    at = end;
    if (opcode === 0x2e) break; // STOP
  }
  return parts;
}
