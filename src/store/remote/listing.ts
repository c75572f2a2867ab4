/** The weights at an address, with their sizes, before any of them is downloaded. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";
import { fileNameOf, HUB, hubFileUrl, type RemoteAddress } from "./address.ts";
import { ask, drop, networkError, refusal, type Asking } from "./network.ts";
import { probe } from "./probe.ts";
import { readShards, SHARD_INDEX } from "./shardIndex.ts";

z.config({ jitless: true });

export interface RemoteFile {
  readonly path: string;
  readonly url: string;
  /** null where the host does not tell */
  readonly bytes: number | null;
  /** hexadecimal; null where the host does not say */
  readonly sha256: string | null;
}
/** One thing to choose: a file, or the parts of a sharded one. */
export interface RemoteChoice {
  readonly name: string;
  /** what a notebook keeps as the address */
  readonly url: string;
  readonly files: readonly RemoteFile[];
  /** of all files together; null where one of them is not known */
  readonly bytes: number | null;
}
export interface Listing {
  readonly title: string;
  /** where a person reads about it; null for a bare file */
  readonly page: string | null;
  readonly choices: readonly RemoteChoice[];
}
export interface ListingOptions extends Asking {
  readonly hub?: string;
}

const MOST_PAGES = 20;
const MOST_TREE_BYTES = 16e6;
const WEIGHTS = /\.(safetensors|pth|pt|bin|ckpt|pth\.tar)$/i;
/** Beside the weights lie what else a training saves. */
const NO_WEIGHTS = /(^|\/)(training_args|optimizer|scheduler|scaler|rng_state[^/]*)\.\w+$/i;

const entries = z.array(
  z.object({
    type: z.string(),
    path: z.string(),
    size: z.optional(z.number()),
    lfs: z.nullish(z.object({ oid: z.optional(z.string()), size: z.optional(z.number()) })),
  }),
);
type Entry = z.output<typeof entries>[number];

/** Lists what an address offers; rejects with one sentence when that is nothing. */
export async function listRemote(
  address: RemoteAddress,
  options: ListingOptions,
): Promise<Listing> {
  if (address.type === "file") return listFile(address.url, options);
  const { hub = HUB } = options;
  const { repo, revision, path } = address;
  const tree = await readTree(address, options);
  const found = tree.flatMap((entry) => toFile(address, hub, entry));
  const page = `${hub}/${repo}${revision === "main" ? "" : `/tree/${encodeURIComponent(revision)}`}`;
  const title = revision === "main" ? repo : `${repo}@${revision}`;
  if (path !== null && !path.endsWith(SHARD_INDEX)) {
    const file = found.find((one) => one.path === path);
    if (file) return { title, page, choices: [single(file)] };
    throw new FieldbookError("bad-spec", `${title} has no file ${path}: see ${page}/tree/main.`);
  }
  const indices = found.filter((one) => one.path.endsWith(SHARD_INDEX));
  const sharded = await Promise.all(
    indices
      .filter((one) => path === null || one.path === path)
      .map((index) => toSharded(index, found, options)),
  );
  const parts = new Set(sharded.flatMap(({ files }) => files.map((file) => file.path)));
  const whole = found.filter(
    (one) =>
      path === null && WEIGHTS.test(one.path) && !NO_WEIGHTS.test(one.path) && !parts.has(one.path),
  );
  const choices = [...sharded, ...whole.map(single)].toSorted(bySuitability);
  if (choices.length === 0)
    throw new FieldbookError(
      "bad-spec",
      `${title} holds no weights that Fieldbook reads (.safetensors, .pth, .pt, .bin): see ${page}.`,
    );
  return { title, page, choices };
}

const single = (file: RemoteFile): RemoteChoice => ({
  name: file.path,
  url: file.url,
  files: [file],
  bytes: file.bytes,
});

/** safetensors first, since their tensors can be had one by one; then by path */
const bySuitability = (a: RemoteChoice, b: RemoteChoice): number => {
  const rank = ({ name }: RemoteChoice): number => (/\.safetensors/.test(name) ? 0 : 1);
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
};

async function listFile(url: string, options: ListingOptions): Promise<Listing> {
  const { bytes } = await probe(url, options);
  const path = fileNameOf(url);
  return { title: path, page: null, choices: [single({ path, url, bytes, sha256: null })] };
}

function toFile(
  address: RemoteAddress & { type: "hub" },
  hub: string,
  { type, path, size, lfs }: Entry,
): RemoteFile[] {
  if (type !== "file") return [];
  const oid = lfs?.oid?.replace(/^sha256:/, "") ?? "";
  const sha256 = /^[0-9a-f]{64}$/.test(oid) ? oid : null;
  const bytes = lfs?.size ?? size ?? null;
  return [{ path, url: hubFileUrl(address, path, hub), bytes, sha256 }];
}

async function toSharded(
  index: RemoteFile,
  found: readonly RemoteFile[],
  options: ListingOptions,
): Promise<RemoteChoice> {
  const response = await ask(index.url, options);
  if (!response.ok) throw refusal(index.url, response.status);
  const paths = readShards(index.path, await readText(index.url, response));
  const files = paths.map((path) => {
    const file = found.find((one) => one.path === path);
    if (file) return file;
    throw new FieldbookError(
      "bad-file",
      `${index.path} speaks of ${path}, which is not there: these weights are incomplete.`,
    );
  });
  const bytes = files.reduce<number | null>(
    (sum, file) => (sum === null || file.bytes === null ? null : sum + file.bytes),
    0,
  );
  return { name: index.path.slice(0, -".index.json".length), url: index.url, files, bytes };
}

/** Every file of a repository, over as many pages as the list has. */
async function readTree(
  address: RemoteAddress & { type: "hub" },
  options: ListingOptions,
): Promise<readonly Entry[]> {
  const { hub = HUB } = options;
  const { repo, revision } = address;
  const all: Entry[] = [];
  let next: string | null =
    `${hub}/api/models/${repo}/tree/${encodeURIComponent(revision)}?recursive=true`;
  for (let page = 0; next !== null && page < MOST_PAGES; page++) {
    const url: string = next;
    const response = await ask(url, options);
    if (!response.ok) {
      drop(response);
      if ([401, 403, 404].includes(response.status))
        throw networkError(
          `Hugging Face shows no model ${repo} at ${revision}: check the name, or sign in there and drop the file on this page if it is private: ${hub}/${repo}`,
          `${hub}/${repo}`,
          false,
          response.status,
        );
      throw refusal(url, response.status);
    }
    const parsed = entries.safeParse(parseJson(await readText(url, response)));
    if (!parsed.success)
      throw networkError(
        `Hugging Face answers with something that is no list of files: ${url}`,
        url,
        false,
      );
    all.push(...parsed.data);
    next = nextPage(response.headers.get("link"), url);
  }
  return all;
}

/** The address that a Link header (RFC 8288) calls next, if it lies on the same server. */
function nextPage(link: string | null, url: string): string | null {
  const match = /<([^>]+)>\s*;\s*rel="?next"?/.exec(link ?? "");
  if (!match?.[1] || !URL.canParse(match[1], url)) return null;
  const next = new URL(match[1], url);
  return next.origin === new URL(url).origin ? next.href : null;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** A short text; refuses one that is longer than any list. */
async function readText(url: string, response: Response): Promise<string> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = (response.body ?? new Blob().stream()).getReader();
  const read = () =>
    reader.read().catch((cause: unknown) => {
      throw networkError(
        `The answer of ${new URL(url).host} was cut off: try again. ${url}`,
        url,
        true,
        0,
        cause,
      );
    });
  for (let part = await read(); !part.done; part = await read()) {
    bytes += part.value.byteLength;
    chunks.push(part.value);
    if (bytes <= MOST_TREE_BYTES) continue;
    void reader.cancel().catch(() => {});
    throw new FieldbookError("too-large", `${url} is longer than any list of files.`, { bytes });
  }
  return new Blob(chunks).text();
}
