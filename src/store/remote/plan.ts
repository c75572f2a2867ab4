/** What a download will fetch, found out before the first byte is kept. */
import type { Piece } from "../../client/disk/disk.ts";
import { FieldbookError } from "../../domain/errors.ts";
import { joinHeaders, type Shard } from "./joinShards.ts";
import type { RemoteChoice, RemoteFile } from "./listing.ts";
import type { Asking } from "./network.ts";
import { probe } from "./probe.ts";
import { readRemoteHeader } from "./safetensorsHeader.ts";

export interface DownloadPlan {
  /** the file's name, without folders */
  readonly name: string;
  /** what a notebook keeps as its address */
  readonly url: string;
  /** what stands before the pieces, made here */
  readonly head: Uint8Array<ArrayBuffer>;
  readonly pieces: readonly Piece[];
  /** of the file that results; null where a server does not tell */
  readonly bytes: number | null;
}

/** Probes every file of a choice; rejects when a server tells another size than the list. */
export async function planDownload(choice: RemoteChoice, asking: Asking): Promise<DownloadPlan> {
  const { url, files } = choice;
  const name = choice.name.slice(choice.name.lastIndexOf("/") + 1);
  const pieces: Piece[] = [];
  // one after another: a host that is asked for many files at once says no
  for (const file of files) pieces.push(await toPiece(file, asking));
  const [only] = pieces;
  if (pieces.length === 1 && only)
    return { name, url, head: new Uint8Array(0), pieces, bytes: only.bytes };
  const shards: Shard[] = [];
  for (const piece of pieces) {
    const bytes = piece.bytes;
    if (bytes === null)
      throw new FieldbookError(
        "unsupported",
        `${new URL(piece.url).host} does not tell how large its files are, so these cannot be joined: download them by hand.`,
      );
    shards.push({ bytes, header: await readRemoteHeader(piece.url, name, bytes, asking) });
  }
  const head = joinHeaders(name, shards);
  const cut = pieces.map((piece, i) => ({ ...piece, skip: shards[i]!.header.dataStart }));
  return { name, url, head, pieces: cut, bytes: head.length + sum(cut) };
}

const sum = (pieces: readonly Piece[]): number =>
  pieces.reduce((all, { bytes, skip }) => all + (bytes ?? 0) - skip, 0);

async function toPiece({ url, path, bytes, sha256 }: RemoteFile, asking: Asking): Promise<Piece> {
  const found = await probe(url, asking);
  if (bytes !== null && found.bytes !== null && bytes !== found.bytes)
    throw new FieldbookError(
      "bad-file",
      `${path} has ${found.bytes} bytes where the list says ${bytes}: it is being changed; look it up again.`,
    );
  return { url, bytes: found.bytes ?? bytes, sha256, etag: found.etag, skip: 0 };
}
