/**
 * Python pickles, protocols 0 to 5 (CPython 3.13, Lib/pickletools.py), as plain data: classes and
 * functions stay names, calls stay records, and nothing is ever executed.
 */
import { describeRefusedGlobal, isDataGlobal } from "./pickleGlobals.ts";
import type {
  PickleCall,
  PickleDict,
  PickleGlobal,
  PicklePersistent,
  PickleValue,
} from "./pickleValue.ts";
import { badFile, unsupported } from "./refuse.ts";

export type { PickleCall, PickleDict, PickleGlobal, PicklePersistent, PickleValue };

/** a training checkpoint of 10⁴ tensors takes about 10⁶ opcodes */
const MAX_OPCODES = 20_000_000;
const MAX_STACK = 4_000_000;
const MAX_MEMO = 8_000_000;
/** Python itself gives up at 1000 levels when it writes */
const MAX_MARKS = 10_000;
/** integers are parsed in quadratic time */
const MAX_INTEGER_BYTES = 1024;

/** Whether a pickle was refused only because `bytes` ended before it did. */
export const PICKLE_ENDS_EARLY = "pickleEndsEarly";

/**
 * Reads the pickle at `start`; `end` is the byte after its STOP. `file` is named in refusals,
 * `onPersistent` hears of every persistent id.
 */
export function unpickle(
  bytes: Uint8Array,
  file: string,
  start = 0,
  onPersistent: (found: PicklePersistent) => void = () => undefined,
): { readonly value: PickleValue; readonly end: number } {
  return new Unpickler(bytes, file, start, onPersistent).run();
}

class Unpickler {
  private readonly view: DataView;
  private readonly text = new TextDecoder();
  private readonly memo = new Map<number, PickleValue>();
  private stack: PickleValue[] = [];
  private readonly marks: PickleValue[][] = [];
  private steps = 0;
  private readonly bytes: Uint8Array;
  private readonly file: string;
  private at: number;

  private readonly onPersistent: (found: PicklePersistent) => void;

  constructor(
    bytes: Uint8Array,
    file: string,
    at: number,
    onPersistent: (found: PicklePersistent) => void,
  ) {
    this.onPersistent = onPersistent;
    this.bytes = bytes;
    this.file = file;
    this.at = at;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run() {
    for (;;) {
      this.spend(1);
      if (this.stack.length > MAX_STACK || this.memo.size > MAX_MEMO)
        throw this.tooLarge("holds too many objects");
      const opcode = this.byte();
      if (opcode === 0x2e) return { value: this.pop(), end: this.at };
      this.step(opcode);
    }
  }

  private step(opcode: number): void {
    switch (opcode) {
      case 0x80: // PROTO
        if (this.byte() > 5) throw this.damaged("has a protocol above 5");
        return;
      case 0x95: // FRAME: a hint for readers of streams
        this.take(8);
        return;
      case 0x28: // MARK
        if (this.marks.length >= MAX_MARKS) throw this.tooLarge("is nested too deeply");
        this.marks.push(this.stack);
        this.stack = [];
        return;
      case 0x30: // POP
        if (this.stack.length > 0) this.stack.pop();
        else this.popMark();
        return;
      case 0x31: // POP_MARK
        this.popMark();
        return;
      case 0x32: // DUP
        return this.push(this.top());

      case 0x4e: // NONE
        return this.push(null);
      case 0x88: // NEWTRUE
        return this.push(true);
      case 0x89: // NEWFALSE
        return this.push(false);
      case 0x4b: // BININT1
        return this.push(this.byte());
      case 0x4d: // BININT2
        return this.push(this.view.getUint16(this.take(2), true));
      case 0x4a: // BININT
        return this.push(this.view.getInt32(this.take(4), true));
      case 0x49: // INT, where 00 and 01 are booleans
      case 0x4c: // LONG
        return this.push(this.parseInteger(this.line()));
      case 0x8a: // LONG1
        return this.push(this.integer(this.byte()));
      case 0x8b: // LONG4
        return this.push(this.integer(this.view.getInt32(this.take(4), true)));
      case 0x46: // FLOAT
        return this.push(Number(this.line()));
      case 0x47: // BINFLOAT
        return this.push(this.view.getFloat64(this.take(8), false));

      case 0x53: // STRING, quoted
        return this.push(this.line().slice(1, -1));
      case 0x56: // UNICODE
        return this.push(this.line());
      case 0x55: // SHORT_BINSTRING
      case 0x8c: // SHORT_BINUNICODE
        return this.push(this.string(this.byte()));
      case 0x54: // BINSTRING
      case 0x58: // BINUNICODE
        return this.push(this.string(this.uint32()));
      case 0x8d: // BINUNICODE8
        return this.push(this.string(this.uint64()));
      case 0x43: // SHORT_BINBYTES
        return this.push(this.slice(this.byte()));
      case 0x42: // BINBYTES
        return this.push(this.slice(this.uint32()));
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.push(this.slice(this.uint64()));

      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        return this.push([]);
      case 0x6c: // LIST
      case 0x74: // TUPLE
        return this.push(this.popMark());
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        return this.push(this.popMany(opcode - 0x84));
      case 0x61: // APPEND
        return this.append([this.pop()]);
      case 0x65: // APPENDS
        return this.append(this.popMark());
      case 0x7d: // EMPTY_DICT
        return this.push(new Map());
      case 0x64: // DICT
        return this.push(this.setItems(new Map(), this.popMark()));
      case 0x73: // SETITEM
        this.setItems(...this.withTarget(this.popMany(2)));
        return;
      case 0x75: // SETITEMS
        this.setItems(...this.withTarget(this.popMark()));
        return;
      case 0x8f: // EMPTY_SET
        return this.push(new Set());
      case 0x91: // FROZENSET
        return this.push(new Set(this.popMark()));
      case 0x90: {
        // ADDITEMS
        const items = this.popMark();
        const target = this.top();
        if (target instanceof Set) for (const item of items) target.add(item);
        return;
      }

      case 0x70: // PUT
        return this.remember(this.lineIndex());
      case 0x71: // BINPUT
        return this.remember(this.byte());
      case 0x72: // LONG_BINPUT
        return this.remember(this.uint32());
      case 0x94: // MEMOIZE
        return this.remember(this.memo.size);
      case 0x67: // GET
        return this.push(this.recall(this.lineIndex()));
      case 0x68: // BINGET
        return this.push(this.recall(this.byte()));
      case 0x6a: // LONG_BINGET
        return this.push(this.recall(this.uint32()));

      case 0x63: // GLOBAL
        return this.push({ kind: "global", module: this.line(), name: this.line() });
      case 0x93: {
        // STACK_GLOBAL
        const [module, name] = this.popMany(2);
        if (typeof module !== "string" || typeof name !== "string")
          throw this.damaged("names a class that is no name");
        return this.push({ kind: "global", module, name });
      }
      case 0x50: // PERSID
        return this.refer(this.line());
      case 0x51: // BINPERSID
        return this.refer(this.pop());
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const [callee, args] = this.popMany(2);
        return this.push(this.call(callee, args));
      }
      case 0x92: {
        // NEWOBJ_EX
        const [callee, args] = this.popMany(3);
        return this.push(this.call(callee, args));
      }
      case 0x69: {
        // INST
        const callee: PickleGlobal = { kind: "global", module: this.line(), name: this.line() };
        return this.push(this.call(callee, this.popMark()));
      }
      case 0x6f: {
        // OBJ
        const [callee, ...args] = this.popMark();
        return this.push(this.call(callee, args));
      }
      case 0x62: // BUILD: state of an object, such as the _metadata of a state_dict
        this.pop();
        this.top();
        return;
      default:
        throw this.damaged(
          `has the unknown opcode 0x${opcode.toString(16).padStart(2, "0")} at byte ${this.at - 1}`,
        );
    }
  }

  private call(callee: PickleValue | undefined, args: PickleValue | undefined): PickleValue {
    if (!isGlobal(callee)) throw this.damaged("calls something that is no class");
    if (!Array.isArray(args)) throw this.damaged("calls a class without a list of arguments");
    const { module, name } = callee;
    if (!isDataGlobal(module, name)) {
      const sentence = describeRefusedGlobal(module, name);
      throw unsupported(this.file, sentence, { global: `${module}.${name}`.slice(0, 200) });
    }
    if (module === "collections" && (name === "OrderedDict" || name === "defaultdict")) {
      const pairs = name === "OrderedDict" ? args[0] : undefined;
      const dict: PickleDict = new Map();
      if (!Array.isArray(pairs)) return dict;
      this.spend(pairs.length); // it copies, and a list can be named again for two bytes
      for (const pair of pairs) if (Array.isArray(pair)) dict.set(pair[0] ?? null, pair[1] ?? null);
      return dict;
    }
    return { kind: "call", module, name, args };
  }

  private refer(id: PickleValue): void {
    const found: PicklePersistent = { kind: "persistent", id };
    this.onPersistent(found);
    this.push(found);
  }
  private append(items: PickleValue[]): void {
    const target = this.top();
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (!isCall(target)) throw this.damaged("appends to something that is no list");
  }
  private setItems(target: PickleValue, items: PickleValue[]): PickleValue {
    if (items.length % 2 !== 0) throw this.damaged("has a key without a value");
    if (target instanceof Map)
      for (let i = 0; i < items.length; i += 2) target.set(items[i] ?? null, items[i + 1] ?? null);
    else if (!isCall(target)) throw this.damaged("sets keys of something that is no dict");
    return target;
  }
  private withTarget(items: PickleValue[]): [PickleValue, PickleValue[]] {
    return [this.top(), items];
  }

  private push(value: PickleValue): void {
    this.stack.push(value);
  }
  private top(): PickleValue {
    const value = this.stack.at(-1);
    if (value === undefined) throw this.damaged("takes from an empty stack");
    return value;
  }
  private pop(): PickleValue {
    const value = this.stack.pop();
    if (value === undefined) throw this.damaged("takes from an empty stack");
    return value;
  }
  private popMany(count: number): PickleValue[] {
    if (this.stack.length < count) throw this.damaged("takes from an empty stack");
    return this.stack.splice(this.stack.length - count, count);
  }
  private popMark(): PickleValue[] {
    const items = this.stack;
    const below = this.marks.pop();
    if (below === undefined) throw this.damaged("closes a group that was never opened");
    this.stack = below;
    return items;
  }
  private remember(index: number): void {
    this.memo.set(index, this.top());
  }
  private recall(index: number): PickleValue {
    const value = this.memo.get(index);
    if (value === undefined) throw this.damaged(`refers to object ${index}, which it never made`);
    return value;
  }

  /** Moves past `count` bytes and says where they began. */
  private take(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from)
      throw badFile(
        this.file,
        `cut off: its pickle asks for ${count} bytes at byte ${from} of ${this.bytes.length}; download it again.`,
        { [PICKLE_ENDS_EARLY]: 1 },
      );
    this.at = from + count;
    return from;
  }
  private byte(): number {
    return this.view.getUint8(this.take(1));
  }
  private uint32(): number {
    return this.view.getUint32(this.take(4), true);
  }
  private uint64(): number {
    return Number(this.view.getBigUint64(this.take(8), true));
  }
  private slice(count: number): Uint8Array {
    const from = this.take(count);
    return this.bytes.subarray(from, from + count);
  }
  private string(count: number): string {
    return this.text.decode(this.slice(count));
  }
  private line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    const line = this.slice((end < 0 ? this.bytes.length + 1 : end) - this.at);
    this.take(1);
    return this.text.decode(line);
  }
  private lineIndex(): number {
    const index = Number(this.line());
    if (!Number.isSafeInteger(index) || index < 0) throw this.damaged("numbers an object wrongly");
    return index;
  }
  private parseInteger(line: string): PickleValue {
    if (line === "00" || line === "01") return line === "01";
    if (line.length > MAX_INTEGER_BYTES || !/^\s*[+-]?\d+L?\s*$/.test(line))
      throw this.damaged("has an integer that is none");
    return narrow(BigInt(line.replace("L", "").trim().replace(/^\+/, "")));
  }
  private integer(count: number): PickleValue {
    if (count < 0 || count > MAX_INTEGER_BYTES) throw this.damaged("has an absurd integer");
    const bytes = this.slice(count);
    let value = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    return narrow(BigInt.asIntN(Math.max(1, 8 * count), value));
  }

  private spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MAX_OPCODES) throw this.tooLarge("takes too many steps");
  }
  private damaged(what: string) {
    return badFile(this.file, `its pickle ${what}; download it again.`);
  }
  private tooLarge(what: string) {
    return unsupported(this.file, `its pickle ${what}; re-save the state_dict as safetensors.`);
  }
}

const narrow = (value: bigint): number | bigint =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

const hasKind = (value: PickleValue | undefined, kind: string): boolean =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
export const isGlobal = (value: PickleValue | undefined): value is PickleGlobal =>
  hasKind(value, "global");
export const isCall = (value: PickleValue | undefined): value is PickleCall =>
  hasKind(value, "call");
export const isPersistent = (value: PickleValue | undefined): value is PicklePersistent =>
  hasKind(value, "persistent");
