/** Files that lie: each is refused in one sentence, and nothing larger than the file is made of it. */
import { expect, test } from "vitest";
import { FieldbookError } from "../../src/domain/errors.ts";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { makeZip } from "../fuzz/zipFile.ts";
import { readFixture } from "../helpers/openFixture.ts";

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const open = (bytes: Uint8Array<ArrayBuffer>) => openCheckpoint(fromBytes(bytes, "a.pth"));

const withPickle = (pickle: string, storage = new Uint8Array(16)) =>
  makeZip([
    { name: "a/data.pkl", bytes: latin1(pickle) },
    { name: "a/data/0", bytes: storage },
  ]);

const call = (module: string, name: string) => `\x80\x02c${module}\n${name}\nU\x04true\x85R.`;
/** {"w": a tensor of four floats of storage 0} but for what a test changes */
const tensor = ({ count = "K\x04", offset = "K\x00", shape = "K\x04", stride = "K\x01" }) =>
  `\x80\x02}U\x01wctorch._utils\n_rebuild_tensor_v2\n((U\x07storagectorch\nFloatStorage\nU\x010U\x03cpu${count}tQ${offset}(${shape}t(${stride}t\x89}tRs.`;

function makeSafetensors(header: string, data = 16) {
  const prefix = Buffer.alloc(8);
  prefix.writeUInt32LE(header.length);
  return new Uint8Array(Buffer.concat([prefix, Buffer.from(header), Buffer.alloc(data)]));
}
const safe = (shape: string, offsets: string, more = "") =>
  makeSafetensors(`{"w":{"dtype":"F32","shape":${shape},"data_offsets":${offsets}}${more}}`);
const convnext = readFixture("goldens/convnext-mini.pth");

const CORPUS: readonly [what: string, bytes: Uint8Array<ArrayBuffer>, message: string][] = [
  ["an empty file", new Uint8Array(0), "a.pth: empty (0 bytes); download it again."],
  [
    "one byte",
    latin1("P"),
    "a.pth: neither a PyTorch checkpoint nor safetensors (1 bytes that begin with 50); open a .pth or .safetensors file.",
  ],
  [
    "a web page",
    latin1("<!DOCTYPE html><html>quota"),
    "a.pth: this is a web page, not a checkpoint: the download was probably refused; open its address in the browser and save the file itself.",
  ],
  [
    "a Git LFS pointer",
    latin1("version https://git-lfs.github.com/spec/v1\n"),
    "a.pth: a Git LFS pointer, not the weights it stands for; fetch them with git lfs pull.",
  ],
  ["gzip", latin1("\x1f\x8b\x08\x00"), "a.pth: compressed with gzip; unpack it first."],
  [
    "an array",
    latin1("\x93NUMPY\x01\x00"),
    "a.pth: a NumPy array, not a checkpoint; open a .pth or .safetensors file.",
  ],
  [
    "two bytes of a zip",
    convnext.slice(0, 2),
    "a.pth: cut off: a zip archive of 2 bytes without its end record; download it again.",
  ],
  [
    "half a zip",
    convnext.slice(0, 70_000),
    "a.pth: cut off: a zip archive of 70000 bytes without its end record; download it again.",
  ],
  [
    "a zip without its last byte",
    convnext.slice(0, -1),
    "a.pth: cut off: a zip archive of 149107 bytes without its end record; download it again.",
  ],
  [
    "half an old checkpoint",
    readFixture("fixtures/layouts-legacy.pth").slice(0, 1500),
    "a.pth: cut off: its pickle asks for 13 bytes at byte 1488 of 1500; download it again.",
  ],
  [
    "an old one without storages",
    readFixture("fixtures/layouts-legacy.pth").slice(0, -60),
    "a.pth: cut off: its storages need 3208 bytes, the file has 3148; download it again.",
  ],
  [
    "a zip of something else",
    makeZip([{ name: "a.txt", bytes: latin1("a") }]),
    "a.pth: a zip archive without a data.pkl, so not a checkpoint of PyTorch; open a .pth or .safetensors file.",
  ],
  [
    "a zip bomb",
    makeZip([{ name: "a/data.pkl", bytes: latin1("x"), method: 8, size: 2e9 }]),
    "a.pth: its pickle claims 2000000000 bytes, at most 67108864 are read; re-save the state_dict as safetensors.",
  ],
  [
    "a deflated pickle",
    makeZip([{ name: "a/data.pkl", bytes: latin1("x"), method: 8, size: 9 }]),
    "a.pth: its entry a/data.pkl is compressed or encrypted, which torch.save never does; save it again with torch.save.",
  ],
  [
    "an entry past the end",
    makeZip([{ name: "a/data.pkl", bytes: latin1("x"), size: 4e9 }]),
    "a.pth: a damaged zip archive: a/data.pkl reaches past the file's 119 bytes; download it again.",
  ],
  [
    "too many entries",
    makeZip([{ name: "a/data.pkl", bytes: latin1("x") }], 65_535),
    "a.pth: a damaged zip archive: 65535 entries cannot lie in a directory of 56 bytes; download it again.",
  ],
  [
    "twice one name",
    makeZip([0, 1].map(() => ({ name: "a/data.pkl", bytes: latin1("x") }))),
    "a.pth: a damaged zip archive: a/data.pkl appears twice; download it again.",
  ],
  [
    "overlapping entries",
    makeZip([
      { name: "a", bytes: latin1("x") },
      { name: "b", bytes: latin1("y"), start: 8 },
    ]),
    "a.pth: a damaged zip archive: a ends at byte 31, inside what follows; download it again.",
  ],
  [
    "os.system",
    withPickle(call("os", "system")),
    "a.pth: the pickle asks to call os.system, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.",
  ],
  [
    "posix.system",
    withPickle(call("posix", "system")),
    "a.pth: the pickle asks to call posix.system, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.",
  ],
  [
    "eval",
    withPickle(call("__builtin__", "eval")),
    "a.pth: the pickle asks to call __builtin__.eval, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.",
  ],
  [
    "torch.hub",
    withPickle(call("torch.hub", "load")),
    "a.pth: the pickle asks to call torch.hub.load, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.",
  ],
  [
    "subprocess by INST",
    withPickle("(U\x04truei" + "subprocess\nPopen\n."),
    "a.pth: the pickle asks to call subprocess.Popen, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.",
  ],
  [
    "a class of someone's",
    withPickle(call("models.SLaK", "SLaK")),
    "a.pth: the pickle holds an object of models.SLaK.SLaK, whose code Fieldbook does not run; save model.state_dict() instead of the whole object, or re-save it as safetensors.",
  ],
  [
    "a pickle of nothing",
    withPickle("}."),
    "a.pth: holds no named tensors; save model.state_dict() with torch.save.",
  ],
  [
    "an unknown opcode",
    withPickle("\xff."),
    "a.pth: its pickle has the unknown opcode 0xff at byte 0; download it again.",
  ],
  [
    "a string past the end",
    withPickle("X\xff\xff\xff\x7fabc."),
    "a.pth: cut off: its pickle asks for 2147483647 bytes at byte 5 of 9; download it again.",
  ],
  [
    "an empty stack",
    withPickle("."),
    "a.pth: its pickle takes from an empty stack; download it again.",
  ],
  [
    "deep nesting",
    withPickle("(".repeat(20_000) + "."),
    "a.pth: its pickle is nested too deeply; re-save the state_dict as safetensors.",
  ],
  [
    "a memo never made",
    withPickle("h\x07."),
    "a.pth: its pickle refers to object 7, which it never made; download it again.",
  ],
  [
    "a tensor past its storage",
    withPickle(tensor({ shape: "K\x05" })),
    "a.pth: tensor w reaches past its storage: it needs 20 bytes, the file holds 16; download it again.",
  ],
  [
    "an offset past its storage",
    withPickle(tensor({ offset: "K\x01" })),
    "a.pth: tensor w reaches past its storage: it needs 20 bytes, the file holds 16; download it again.",
  ],
  [
    "a storage larger than its entry",
    withPickle(tensor({ count: "J\x00\x00\x00\x7f" })),
    "a.pth: the storage of tensor w should have 8522825728 bytes, the file holds 16; download it again.",
  ],
  [
    "a negative stride",
    withPickle(tensor({ stride: "J\xff\xff\xff\xff" })),
    "a.pth: tensor w has the shape [4] with strides [-1] at 0, which no storage can have; download it again.",
  ],
  [
    "an expanded tensor",
    withPickle(tensor({ shape: "J\x00\x00\x00\x7f", stride: "K\x00" })),
    "a.pth: tensor w repeats a storage of 16 bytes to 8522825728; save it after .contiguous().",
  ],
  [
    "an absurd header length",
    makeSafetensors("{").fill(0xff, 0, 8),
    "a.pth: its safetensors header claims 18446744073709552000 bytes, the file has 25 and at most 25000000 are read; download it again.",
  ],
  [
    "a header that is not JSON",
    makeSafetensors("{}x"),
    "a.pth: its safetensors header is not JSON; download it again.",
  ],
  [
    "negative offsets",
    safe("[4]", "[-16,0]"),
    "a.pth: tensor w has no dtype, or a shape or offsets that are not whole numbers from 0; download it again.",
  ],
  [
    "a huge shape",
    safe("[9007199254740991,4096]", "[0,16]"),
    "a.pth: tensor w of shape [9007199254740991, 4096] needs 147573952589676400000 bytes, its offsets hold 16; download it again.",
  ],
  [
    "offsets past the file",
    safe("[8]", "[0,32]"),
    "a.pth: tensor w reaches past the file: it ends at byte 95 of 79; download it again.",
  ],
  [
    "shared bytes",
    safe("[4]", "[0,16]", ',"v":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}'),
    "a.pth: tensors w and v share bytes; download it again.",
  ],
  [
    "an unknown dtype",
    makeSafetensors('{"w":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}'),
    "a.pth: tensor w has dtype F8_E4M3; convert it to F32 or F16.",
  ],
];

test.each(CORPUS)("%s is refused in one sentence", async (_, bytes, message) => {
  const error: unknown = await open(bytes).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(FieldbookError);
  expect((error as FieldbookError).message).toBe(message);
});

test("a parameter that wraps itself is no tensor", async () => {
  const pickle =
    "\x80\x02}U\x01w]q\x000ctorch._utils\n_rebuild_parameter\nh\x00Rq\x010h\x00h\x01a0h\x01s.";
  await expect(open(withPickle(pickle))).rejects.toThrow(
    "a.pth: holds no named tensors; save model.state_dict() with torch.save.",
  );
});

test("a tensor that fits its storage reads", async () => {
  const storage = new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer);
  const { dict } = (await open(withPickle(tensor({}), storage))).pick();
  expect(await dict.read("w")).toEqual(new Float32Array([1, 2, 3, 4]));
});
