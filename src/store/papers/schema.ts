/** What papers and their code print about fields: `published.json`, served with the page. */
import * as z from "zod/mini";
import { FieldbookError } from "../../domain/errors.ts";
import { PROTOCOLS, STAGES } from "../../domain/job.ts";
import { FAMILIES } from "../../domain/model.ts";
import { ARCHITECTURES } from "../architectures.ts";
import type { Fetch } from "../remote/network.ts";

z.config({ jitless: true });

const words = z.string().check(z.minLength(1));
const https = z.string().check(z.regex(/^https:\/\/\S+$/));
const sides = z.array(z.int().check(z.gte(1)));
const point = z.object({ y: z.number().check(z.gte(0)), x: z.number().check(z.gte(0)) });

/** All that decides a printed number besides the network; its weights are trained ones. */
const conditions = z.strictObject({
  protocol: z.enum(PROTOCOLS),
  /** side of the input, px */
  size: z.int().check(z.gte(32)),
  images: z.int().check(z.gte(1)),
  /** what the images are, in words */
  of: words,
  stage: z.literal(STAGES),
});
const network = {
  name: words,
  /** an id of the registry that makes it at random initialisation */
  architecture: z.enum(ARCHITECTURES.map(({ id }) => id)),
  /** which results are of this network; `kernels` and `dims` where the variant does not tell */
  model: z.strictObject({
    family: z.enum(FAMILIES),
    variant: words,
    kernels: z.exactOptional(sides),
    dims: z.exactOptional(sides),
  }),
  /** row and column; left out: the centre */
  unit: z.exactOptional(point),
  /** a Hugging Face id of the very weights */
  weights: z.exactOptional(z.string().check(z.regex(/^[\w-]+\/[\w.-]+$/))),
  note: z.exactOptional(words),
};
const head = {
  id: z.string().check(z.regex(/^[a-z0-9-]+$/)),
  title: words,
  /** keys of `sources` */
  sources: z.array(z.string()).check(z.minLength(1)),
  about: words,
  /** what a reader must know before quoting a number */
  caution: z.exactOptional(words),
};
const percent = z.number().check(z.gte(0), z.lte(100));
const share = z.number().check(z.gte(0), z.lte(1));

/** `at` are shares of the contribution, 0–1; values are area ratios, % */
const area = z.strictObject({
  ...head,
  type: z.literal("area"),
  conditions,
  at: z.array(share),
  rows: z.array(z.strictObject({ ...network, values: z.array(percent) })),
});
/** `at` are distances, px; values are shares within them, 0–1, and the centre of mass is in px */
const radial = z.strictObject({
  ...head,
  type: z.literal("radial"),
  conditions,
  at: z.array(z.int().check(z.gte(1))),
  rows: z.array(z.strictObject({ ...network, values: z.array(share), centroid: point })),
});
/** maps that the authors publish as NumPy files; `at` are shares, as in `area` */
const maps = z.strictObject({
  ...head,
  type: z.literal("maps"),
  conditions,
  at: z.array(share),
  rows: z.array(z.strictObject({ name: words, kernels: sides, file: words, url: https })),
});
const accuracy = z.strictObject({
  ...head,
  type: z.literal("accuracy"),
  rows: z.array(
    z.strictObject({
      name: words,
      /** of all stages, or the largest alone */
      kernels: z.exactOptional(sides),
      epochs: z.exactOptional(z.int().check(z.gte(1))),
      /** on ImageNet-1K's validation images, % */
      top1: percent,
    }),
  ),
});
const schema = z.strictObject({
  sources: z.record(z.string(), z.object({ title: words, url: https })),
  tables: z.array(z.discriminatedUnion("type", [area, maps, radial, accuracy])),
});
export type Published = Readonly<z.output<typeof schema>>;
export type AreaTable = Readonly<z.output<typeof area>>;
export type RadialTable = Readonly<z.output<typeof radial>>;
export type MapsTable = Readonly<z.output<typeof maps>>;
export type AccuracyTable = Readonly<z.output<typeof accuracy>>;
export type PaperTable = Published["tables"][number];
export type PaperConditions = Readonly<z.output<typeof conditions>>;
/** A table whose networks can be measured here. */
export type FieldTable = AreaTable | RadialTable;
export type PaperRow = FieldTable["rows"][number];

const unreadable = (cause: unknown): FieldbookError =>
  new FieldbookError(
    "internal",
    "The published numbers cannot be read: reload the page.",
    {},
    { cause },
  );
/** Checks the numbers, that every row has one under each head, and that every source is listed. */
export function parsePublished(value: unknown): Published {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw unreadable(parsed.error);
  for (const table of parsed.data.tables) {
    const lost = table.sources.find((key) => !Object.hasOwn(parsed.data.sources, key));
    if (lost !== undefined) throw unreadable(lost);
    if (table.type !== "area" && table.type !== "radial") continue;
    const ragged = table.rows.find(({ values }) => values.length !== table.at.length);
    if (ragged) throw unreadable(ragged.name);
  }
  return parsed.data;
}

/** Fetches them from where the page itself comes from. */
export async function fetchPublished(base: string, get: Fetch): Promise<Published> {
  try {
    const response = await get(`${base}published.json`, { credentials: "same-origin" });
    return parsePublished(await response.json());
  } catch (error) {
    throw error instanceof FieldbookError ? error : unreadable(error);
  }
}
