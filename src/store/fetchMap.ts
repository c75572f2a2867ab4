/** Maps that were computed elsewhere, fetched from where they lie at a person's word. */
import { FieldbookError } from "../domain/errors.ts";
import { MOST_MAP_BYTES } from "./importedMaps.ts";
import type { Notebook } from "./notebook.ts";
import { fileNameOf, hubFileUrl, parseAddress } from "./remote/address.ts";
import { ask, type Fetch, refusal } from "./remote/network.ts";
import { readCapped } from "./remote/readCapped.ts";
import { takeMap } from "./takeFiles.ts";

/** The address of one NumPy file: as given, of a page of GitHub that shows it, or on the hub. */
export function mapUrl(text: string): string {
  const address = parseAddress(text);
  const url =
    address.type === "file"
      ? address.url
      : address.path === null
        ? null
        : hubFileUrl(address, address.path);
  if (url === null || !/\.npy$/i.test(fileNameOf(url)))
    throw new FieldbookError(
      "bad-spec",
      `${text.trim().slice(0, 80)}: give the https address of one .npy file that holds a map [H, W].`,
    );
  return url;
}

/** Puts the map at an address into a comparison; rejects with one sentence, and nothing changes then. */
export async function takeMapFrom(
  book: Notebook,
  text: string,
  cellId: string,
  get: Fetch = fetch,
): Promise<void> {
  const url = mapUrl(text);
  const response = await ask(url, { fetch: get });
  if (!response.ok) throw refusal(url, response.status);
  const blob = await readCapped(
    response,
    MOST_MAP_BYTES,
    (bytes) =>
      new FieldbookError("too-large", `${url} is larger than any map that can be read.`, { bytes }),
  );
  await takeMap(book, { name: fileNameOf(url), blob }, { cellId, url });
}
