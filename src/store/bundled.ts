/** The small trained networks that are served with the page: known by the SHA-256 of their files. */
import * as z from "zod/mini";
import type { FileRef } from "../domain/document.ts";
import { FieldbookError } from "../domain/errors.ts";
import type { NamedBlob } from "../domain/job.ts";
import { hashFile } from "./hashFile.ts";

z.config({ jitless: true });

const checkpoint = z.object({
  /** below the folder of networks */
  file: z.string().check(z.regex(/^[a-z0-9-]+\/\d+\.safetensors$/)),
  /** of training; 0 is the start */
  step: z.int().check(z.gte(0)),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  bytes: z.int().check(z.gte(1)),
  /** share of validation images of the network's own task, 0–1 */
  accuracy: z.number().check(z.gte(0), z.lte(1)),
});
const network = z.object({
  name: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  about: z.string(),
  checkpoints: z.array(checkpoint).check(z.minLength(1)),
});
export type BundledCheckpoint = Readonly<z.output<typeof checkpoint>>;
export type BundledNetwork = Readonly<z.output<typeof network>>;

export interface Bundled {
  /** All networks, asked for once; none where none are served. */
  list(): Promise<readonly BundledNetwork[]>;
  /** The file with this SHA-256; null when it is none of theirs. Rejects when it cannot be had. */
  find(sha256: string): Promise<NamedBlob | null>;
}
/** A checkpoint with the network that it belongs to. */
export interface Found {
  readonly network: BundledNetwork;
  readonly checkpoint: BundledCheckpoint;
}

export const findIn = (networks: readonly BundledNetwork[], sha256: string): Found | null => {
  for (const one of networks) {
    const found = one.checkpoints.find((checkpoint) => checkpoint.sha256 === sha256);
    if (found) return { network: one, checkpoint: found };
  }
  return null;
};

/** At the end of its training. */
export const trainedOf = (one: BundledNetwork): Found => ({
  network: one,
  checkpoint: one.checkpoints.reduce((a, b) => (b.step > a.step ? b : a)),
});

/** As documents speak of it. */
export const refOf = ({
  network: { name },
  checkpoint: { step, bytes, sha256 },
}: Found): FileRef => ({
  name: `${name}-${step}.safetensors`,
  bytes,
  sha256,
});

/** `read` gives a file below the folder of networks; it may reject. */
export function createBundled(read: (path: string) => Promise<Blob>): Bundled {
  let asked: Promise<readonly BundledNetwork[]> | null = null;
  const list = (): Promise<readonly BundledNetwork[]> => {
    const index = (asked ??= read("index.json")
      .then(async (blob) => z.array(network).parse(JSON.parse(await blob.text())))
      .catch(() => {
        // what failed is asked for again the next time
        asked = null;
        return [];
      }));
    return index;
  };
  return {
    list,
    async find(sha256) {
      const found = findIn(await list(), sha256);
      if (!found) return null;
      const { name } = refOf(found);
      const blob = await read(found.checkpoint.file).catch((cause: unknown) => {
        throw new FieldbookError(
          "network",
          `${name}, which comes with Fieldbook, cannot be fetched: look whether the page's server answers, then try again.`,
          {},
          { cause },
        );
      });
      if (blob.size !== found.checkpoint.bytes || (await hashFile(blob)) !== sha256)
        throw new FieldbookError(
          "bad-file",
          `${name} is not the file that came with this version of Fieldbook: reload the page.`,
        );
      return { name, blob };
    },
  };
}

/** No networks, as where nothing is served. */
export const NO_BUNDLED: Bundled = {
  list: () => Promise.resolve([]),
  find: () => Promise.resolve(null),
};

/** What is served below an address. */
export const createServedBundled = (folder: string, get: typeof fetch): Bundled =>
  createBundled(async (path) => {
    const response = await get(`${folder}${path}`, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
    return response.blob();
  });
