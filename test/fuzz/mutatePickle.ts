import { concat } from "./mutateBytes.ts";
import { splitPickle } from "./pickleCode.ts";
import { ODD_NUMBERS, type Random } from "./random.ts";

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, "latin1"));
const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
const withUint32 = (opcode: number, value: number): Uint8Array => {
  const out = new Uint8Array(5);
  out[0] = opcode;
  new DataView(out.buffer).setUint32(1, value >>> 0, true);
  return out;
};

const GLOBALS = [
  "os\nsystem\n",
  "builtins\neval\n",
  "torch._utils\n_rebuild_tensor_v2\n",
  "torch._utils\n_rebuild_parameter\n",
  "torch\nFloatStorage\n",
  "torch\nQInt8Storage\n",
  "collections\nOrderedDict\n",
  "collections\ndefaultdict\n",
  "numpy.core.multiarray\nscalar\n",
  "argparse\nNamespace\n",
  "__main__\nModel\n",
  "\n\n",
];

/** An opcode that was not there, with an argument that may be too large. */
function invent(random: Random): Uint8Array {
  const odd = random.pick(ODD_NUMBERS);
  return random.pick([
    () => text(`c${random.pick(GLOBALS)}`),
    () => withUint32(0x4a, odd), // BININT
    () => withUint32(random.pick([0x72, 0x6a]), odd), // LONG_BINPUT, LONG_BINGET
    () => withUint32(random.pick([0x58, 0x54, 0x42, 0x8b]), odd), // counted arguments
    () =>
      text(
        `${random.pick(["I", "L", "F", "g", "p"])}${random.pick(["1e999", "-1", "9".repeat(400), "x", String(odd)])}\n`,
      ),
    () => bytesOf(random.pick([0x71, 0x68, 0x4b]), random.below(256)), // BINPUT, BINGET, BININT1
    () =>
      bytesOf(
        random.pick([
          ...Buffer.from(
            "(0129]})tlduaseRQboN2.\x81\x85\x86\x87\x88\x89\x8f\x90\x91\x92\x93\x94",
            "latin1",
          ),
        ]),
      ),
    () => text("(".repeat(1 + random.below(300))),
    () => text("]".repeat(random.below(200)) + "a".repeat(random.below(200))),
    () => bytesOf(random.below(256)),
  ])();
}

/** A pickle whose opcodes are swapped, repeated, lost, invented or given other arguments. */
export function mutatePickle(pickle: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const parts = splitPickle(pickle);
  const at = (): number => random.below(parts.length);
  for (let n = 1 + random.below(4); n > 0 && parts.length > 1; n--) {
    const i = at();
    random.pick([
      () => parts.splice(i, 1 + random.below(3)),
      () => parts.splice(i, 0, invent(random)),
      () => (parts[i] = invent(random)),
      () => parts.splice(i, 0, ...parts.slice(at()).slice(0, 1 + random.below(40))),
      () => ([parts[i], parts[parts.length - 1 - i]] = [parts[parts.length - 1 - i]!, parts[i]!]),
      () => {
        const part = parts[i]!.slice();
        if (part.length > 1) part[1 + random.below(part.length - 1)] = random.below(256);
        parts[i] = part;
      },
    ])();
  }
  return concat(...parts);
}
