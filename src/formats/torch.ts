/** What torch.save writes since PyTorch 1.6: a zip archive of one pickle and one entry a storage. */
import type { ByteSource } from "./byteSource.ts";
import { unpickle } from "./pickle.ts";
import { badFile, unsupported } from "./refuse.ts";
import { findStateDicts, type Choice, type Storages } from "./stateDicts.ts";
import { openZip, type ZipEntry } from "./zip.ts";

/** the pickle of a large training checkpoint takes about 1 MB */
const MAX_PICKLE_BYTES = 64 * 2 ** 20;

/** The state_dicts of a zip checkpoint; reads the directory and the pickle, tensors when asked. */
export async function openTorch(source: ByteSource): Promise<Choice[]> {
  const file = source.name;
  const zip = await openZip(source);
  const pickle = [...zip.entries.values()].find(({ name }) => /^[^/]+\/data\.pkl$/.test(name));
  if (pickle === undefined)
    throw unsupported(
      file,
      "a zip archive without a data.pkl, so not a checkpoint of PyTorch; open a .pth or .safetensors file.",
    );
  const folder = pickle.name.slice(0, -"data.pkl".length);
  if (zip.entries.has(`${folder}constants.pkl`))
    throw unsupported(file, "a TorchScript program; save the state_dict of the model instead.");
  if (pickle.size > MAX_PICKLE_BYTES)
    throw unsupported(
      file,
      `its pickle claims ${pickle.size} bytes, at most ${MAX_PICKLE_BYTES} are read; re-save the state_dict as safetensors.`,
      { bytes: pickle.size },
    );
  const readWhole = (entry: ZipEntry) => {
    checkStored(file, entry);
    return zip.read(entry, 0, entry.size);
  };
  const order = zip.entries.get(`${folder}byteorder`);
  if (order !== undefined && order.size < 16) {
    const written = new TextDecoder().decode(await readWhole(order));
    if (written === "big")
      throw unsupported(file, "big-endian; save it again on a little-endian machine.");
    if (written !== "little") throw badFile(file, "its byteorder is damaged; download it again.");
  }
  const { value } = unpickle(await readWhole(pickle), file);
  const findEntry = (key: string) => zip.entries.get(`${folder}data/${key}`);
  const storages: Storages = {
    findBytes: ({ key }) => {
      const entry = findEntry(key);
      if (entry !== undefined) checkStored(file, entry);
      return entry?.size ?? null;
    },
    read: async ({ key }, start, end) => {
      const entry = findEntry(key);
      if (entry === undefined) throw badFile(file, `has no storage ${key}; download it again.`);
      return zip.read(entry, start, end);
    },
  };
  return findStateDicts(value, file, storages);
}

function checkStored(file: string, { name, stored }: ZipEntry): void {
  if (!stored)
    throw unsupported(
      file,
      `its entry ${name.slice(0, 80)} is compressed or encrypted, which torch.save never does; save it again with torch.save.`,
    );
}
