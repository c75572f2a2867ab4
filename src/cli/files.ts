/** Files of the disk as the rest of Fieldbook wants them: read lazily, refused with one sentence. */
import { openAsBlob } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { FieldbookError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder; check the path",
  ENOTDIR: "part of the path is not a folder; check the path",
  EACCES: "permission was denied; change the permissions or choose another place",
  EROFS: "the disk is read-only; choose another place",
  ENOSPC: "the disk is full; make room or choose another place",
  EISDIR: "it is a folder; give a file",
};
const reasonFor = (error: unknown): string => {
  const code = codeOf(error);
  return REASONS[code] ?? `the system says ${code}`;
};

/** What lies at a path; throws `bad-file` when nothing does. */
export async function findKind(path: string): Promise<"file" | "folder"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (cause) {
    throw new FieldbookError("bad-file", `${path}: ${reasonFor(cause)}.`, {}, { cause });
  }
}

const paths = new WeakMap<Blob, string>();

/** Where a blob that `openFile` gave lies; such blobs cannot be handed to another thread. */
export const pathOf = (blob: Blob): string | undefined => paths.get(blob);

/** A file whose bytes are read when they are asked for. */
export async function openFile(path: string): Promise<NamedBlob> {
  if ((await findKind(path)) === "folder")
    throw new FieldbookError("bad-file", `${path}: it is a folder; give the file inside it.`);
  try {
    const blob = await openAsBlob(path);
    paths.set(blob, path);
    return { name: path, blob };
  } catch (cause) {
    throw new FieldbookError("bad-file", `${path}: ${reasonFor(cause)}.`, {}, { cause });
  }
}

/** Makes the folder of a file to come, so that hours of work do not end at a wrong path. */
export async function prepareOutput(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (cause) {
    throw new FieldbookError("bad-file", `${path}: ${reasonFor(cause)}.`, {}, { cause });
  }
}

export async function writeOutput(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    throw new FieldbookError("bad-file", `${path}: ${reasonFor(cause)}.`, {}, { cause });
  }
}
