/** Notebooks with results in a library, for tests of what is found in them. */
import { type Cell, type Conditions, NO_EDITS, PLAIN_VIEW } from "../../../src/domain/document.ts";
import type { ModelOrigin, NotebookDocument } from "../../../src/domain/document.ts";
import type { ErfValue, ModelCard } from "../../../src/domain/stored.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import type { Notebook } from "../../../src/store/notebook.ts";
import { partsOf } from "../../../src/store/parts.ts";
import type { Library, NotebookRecord } from "../../../src/store/persistence/library.ts";
import { parsePublished, type FieldTable } from "../../../src/store/papers/schema.ts";
import { readFileSync } from "node:fs";
import { memoryLibrary, openBook } from "../../helpers/openBook.ts";

export const published = parsePublished(JSON.parse(readFileSync("public/published.json", "utf8")));
export const tableOf = (id: string): FieldTable => {
  const table = published.tables.find((one) => one.id === id);
  if (table?.type !== "area" && table?.type !== "radial") throw new Error(`no table ${id}`);
  return table;
};

const base = (id: string) => ({ id, folded: false, bare: false, extra: {} });
export const file = (name: string, digit = "a"): ModelOrigin => ({
  type: "file",
  file: { name, bytes: 10, sha256: digit.repeat(64) },
  weights: null,
});
export const random = (architecture: string): ModelOrigin => ({
  type: "random",
  architecture,
  seed: 0,
});
export const CONDITIONS: Conditions = {
  protocol: "replknet",
  target: null,
  size: 32,
  stage: 4,
  block: null,
  unit: "center",
  images: { type: "dead-leaves", count: 2, seed: 0 },
  scale: "log10p1",
  colours: "magma",
};
/** One model and one field of it. */
export function notebookWith(
  title: string,
  origin: ModelOrigin,
  conditions: Partial<Conditions> = {},
  edits: Partial<typeof NO_EDITS> = {},
): NotebookDocument {
  const cells: Cell[] = [
    { ...base("m"), type: "model", name: "net", origin, edits: { ...NO_EDITS, ...edits } },
    {
      ...base("f"),
      type: "erf",
      title: "",
      caption: "",
      model: "net",
      conditions: { ...CONDITIONS, ...conditions },
      untrained: false,
      view: PLAIN_VIEW,
    },
  ];
  return { title, cells, extra: {} };
}

const CARDS: Readonly<Record<string, Partial<ModelCard>>> = {
  "replknet-31b": { family: "replknet", kernelSizes: [31, 29, 27, 13] },
  custom: { family: "replknet", kernelSizes: [13, 13, 13, 13], dims: [128, 256, 512, 1024] },
};
/** A field whose contribution lies in one square of `side` px around the centre, evenly. */
export function erfValue(variant: string, { size = 32, side = 9, count = 2, at = "1" } = {}) {
  const sum = new Float64Array(size * size);
  const [from, to] = [size / 2 - (side - 1) / 2, size / 2 + (side - 1) / 2];
  for (let y = from; y <= to; y++) for (let x = from; x <= to; x++) sum[y * size + x] = 1;
  const card = {
    family: "resnet",
    variant,
    kernelSizes: [3, 3, 3, 3],
    dims: [],
    ...CARDS[variant],
  };
  return {
    kind: "erf",
    result: {
      map: { height: size, width: size, sum, count, skipped: 0 },
      areaRatio: [],
      stage: 4,
      protocol: "replknet",
      featureMap: { height: 8, width: 8 },
      unit: { y: 4, x: 4 },
      backend: "wasm",
      adapter: "",
      seconds: { load: 0, compute: 0 },
    },
    model: card as unknown as ModelCard,
    macs: 0,
    computed: { backend: "wasm", adapter: "", seconds: 0, at },
  } satisfies ErfValue;
}

export interface Shelf {
  readonly book: Notebook;
  /** keys of results that were asked for, in order */
  readonly asked: string[];
  readonly library: Library;
  /** puts a notebook there, and a result for its field */
  put(id: string, document: NotebookDocument, value: ErfValue | null): void;
  readonly records: Map<string, NotebookRecord>;
}
/** A library of notebooks in memory and a book over it; later notebooks were changed later. */
export function openShelf(): Shelf {
  const { library: kept, results } = memoryLibrary();
  const records = new Map<string, NotebookRecord>();
  const asked: string[] = [];
  const library = {
    ...kept,
    list: async () => [...records.values()],
    load: async (id: string) => {
      const record = records.get(id);
      return record ? { record, changes: [], first: 0 } : null;
    },
    results: (keys: readonly string[]) => {
      asked.push(...keys);
      return kept.results(keys);
    },
  } as unknown as Library;
  const { book } = openBook(library);
  return {
    book,
    asked,
    library,
    records,
    put(id, document, value) {
      const modifiedAt = `2026-01-01T00:00:${String(records.size).padStart(2, "0")}Z`;
      const { title } = document;
      const text = serialiseNotebook(document);
      const record = { id, title, text, modifiedAt, deletedAt: null } as unknown as NotebookRecord;
      records.set(id, record);
      const graph = buildGraph(document);
      for (const part of document.cells.flatMap((cell) => partsOf(cell, graph)))
        if (part.kind === "erf" && value) results.set(part.key, value);
    },
  };
}
