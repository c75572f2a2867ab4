/** The published weights of every family: `catalogue.json`, served with the page. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";
import { FAMILIES } from "../../domain/model.ts";
import type { Fetch } from "./network.ts";

z.config({ jitless: true });

const https = z.string().check(z.regex(/^https:\/\/\S+$/));
const reference = z.object({ title: z.string().check(z.minLength(1)), url: https });
const weights = z.strictObject({
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  family: z.enum(FAMILIES),
  name: z.string().check(z.minLength(1)),
  /** a key of `papers` */
  paper: z.string(),
  /** what it was trained on, and how long where that tells files apart */
  training: z.string().check(z.minLength(1)),
  /** on ImageNet-1K's validation images, % */
  top1: z.exactOptional(z.number().check(z.gt(0), z.lt(100))),
  /** of parameters */
  millions: z.exactOptional(z.number().check(z.gt(0))),
  /** side of the input that top-1 was measured at, px */
  size: z.exactOptional(z.int().check(z.gte(32))),
  licence: z.exactOptional(z.string()),
  url: https,
  /** whether the host lets a page read the file; `unsure`: nobody has said */
  how: z.enum(["direct", "by-hand", "unsure"]),
  /** where all of this is said; a key of `sources` */
  source: z.string(),
  note: z.exactOptional(z.string()),
});
const schema = z.strictObject({
  papers: z.record(
    z.string(),
    z.object({ title: z.string().check(z.minLength(1)), url: z.exactOptional(https) }),
  ),
  sources: z.record(z.string(), reference),
  weights: z.array(weights),
});
export type Catalogue = Readonly<z.output<typeof schema>>;
export type PublishedWeights = Readonly<z.output<typeof weights>>;

const unreadable = (cause: unknown): FieldbookError =>
  new FieldbookError(
    "internal",
    "The catalogue of published weights cannot be read: reload the page.",
    {},
    { cause },
  );
/** Checks a catalogue, and that every paper and source that it names is there. */
export function parseCatalogue(value: unknown): Catalogue {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(parsed.error);
  for (const { paper, source } of parsed.data.weights)
    if (!Object.hasOwn(parsed.data.papers, paper) || !Object.hasOwn(parsed.data.sources, source))
      throw unreadable(`${paper}, ${source}`);
  return parsed.data;
}

/** Fetches it from where the page itself comes from. */
export async function fetchCatalogue(base: string, get: Fetch): Promise<Catalogue> {
  try {
    const response = await get(`${base}catalogue.json`, { credentials: "same-origin" });
    return parseCatalogue(await response.json());
  } catch (error) {
    throw error instanceof FieldbookError ? error : unreadable(error);
  }
}

/** Entries whose name, training or licence holds every word of a search. */
export function searchCatalogue(
  { weights: all, papers }: Catalogue,
  text: string,
): readonly PublishedWeights[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    const { name, family, training, size, licence = "", url, paper } = one;
    const about = [name, family, training, size, licence, url, papers[paper]?.title]
      .join(" ")
      .toLowerCase();
    return words.every((word) => about.includes(word));
  });
}
