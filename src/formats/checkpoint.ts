/** Opens a checkpoint by what its bytes are, whatever its name says. */
import { FieldbookError } from "../domain/errors.ts";
import type { StateDict } from "../domain/tensor.ts";
import type { ByteSource } from "./byteSource.ts";
import { readExactly } from "./readExactly.ts";
import { badFile, clip, unsupported } from "./refuse.ts";
import { openSafetensors } from "./safetensors.ts";
import type { Choice } from "./stateDicts.ts";
import { openTorch } from "./torch.ts";
import { LEGACY_START, openTorchLegacy } from "./torchLegacy.ts";

export interface Checkpoint {
  readonly format: "torch-zip" | "torch-legacy" | "safetensors";
  /** the state_dicts found, in file order; `key` is null for the file's own */
  readonly choices: readonly Choice[];
  /** The state_dict under a key, or the official scripts' choice: `model`, `state_dict`, the bare dict. */
  pick(weights?: string): { wrapper: string | null; dict: StateDict };
}

/** the official evaluation scripts of SLaK, ConvNeXt and RepLKNet, and their ERF scripts */
const DEFAULT_WRAPPERS = ["model", "state_dict", null] as const;
const SNIFFED_BYTES = 512;

/** Opens a checkpoint by reading its index only; refuses anything else with a sentence. */
export async function openCheckpoint(source: ByteSource): Promise<Checkpoint> {
  const { name: file, size } = source;
  if (size === 0) throw badFile(file, "empty (0 bytes); download it again.");
  const head = await readExactly(source, 0, Math.min(SNIFFED_BYTES, size));
  const format = sniff(file, head, size);
  const choices = await OPENERS[format](source);
  if (choices.length === 0)
    throw new FieldbookError(
      "bad-checkpoint",
      `${clip(file)}: holds no named tensors; save model.state_dict() with torch.save.`,
    );
  return { format, choices, pick: (weights) => pick(file, choices, weights) };
}

const OPENERS = {
  "torch-zip": openTorch,
  "torch-legacy": openTorchLegacy,
  safetensors: openSafetensors,
} as const;

function sniff(file: string, head: Uint8Array, size: number): Checkpoint["format"] {
  const begins = (...bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte);
  const text = new TextDecoder("latin1").decode(head);
  if (begins(0x50, 0x4b)) return "torch-zip";
  if (begins(...LEGACY_START)) return "torch-legacy";
  if (begins(0x93, 0x4e, 0x55, 0x4d))
    throw unsupported(file, "a NumPy array, not a checkpoint; open a .pth or .safetensors file.");
  if (text.startsWith("version https://git-lfs"))
    throw badFile(
      file,
      "a Git LFS pointer, not the weights it stands for; fetch them with git lfs pull.",
    );
  // a safetensors header is JSON, and its length leaves byte 8 its "{"
  if (size > 9 && text[8] === "{") return "safetensors";
  if (/^(\u00ef\u00bb\u00bf)?\s*</.test(text))
    throw badFile(
      file,
      "this is a web page, not a checkpoint: the download was probably refused; open its address in the browser and save the file itself.",
    );
  if (begins(0x1f, 0x8b)) throw unsupported(file, "compressed with gzip; unpack it first.");
  if (text.slice(257, 262) === "ustar")
    throw unsupported(file, "a tar archive; unpack it and open the checkpoint inside.");
  if (begins(0x89, 0x48, 0x44, 0x46))
    throw unsupported(file, "an HDF5 file; open a .pth or .safetensors file.");
  if (begins(0x80) && (head[1] ?? 255) <= 5)
    throw unsupported(
      file,
      "a plain pickle that torch.save did not write; save the state_dict with torch.save.",
    );
  const shown = [...head.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0"));
  throw badFile(
    file,
    `neither a PyTorch checkpoint nor safetensors (${size} bytes that begin with ${shown.join(" ")}); open a .pth or .safetensors file.`,
    { size },
  );
}

function pick(file: string, choices: readonly Choice[], weights: string | undefined) {
  const find = (key: string | null) => choices.find((choice) => choice.key === key);
  const wanted = weights === undefined ? DEFAULT_WRAPPERS : [weights];
  const found =
    wanted.map(find).find((choice) => choice !== undefined) ??
    (weights === undefined && choices.length === 1 ? choices[0] : undefined);
  if (found?.refusal) throw found.refusal;
  if (found !== undefined) return { wrapper: found.key, dict: found.dict };
  const keys = choices.map(({ key }) => key ?? "(none: the file's own tensors)").join(", ");
  const asked =
    weights === undefined ? "no state_dict by default" : `no state_dict ${clip(weights)}`;
  throw new FieldbookError("bad-checkpoint", `${clip(file)}: ${asked}; choose one of ${keys}.`);
}
