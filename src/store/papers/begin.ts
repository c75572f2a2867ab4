/** Notebooks that the page of published numbers starts: one network under a paper's conditions, or published maps. */
import {
  type Cell,
  type Conditions,
  NO_EDITS,
  type NotebookDocument,
  PLAIN_VIEW,
} from "../../domain/document.ts";
import { toWireError } from "../../domain/errors.ts";
import { scaleOfProtocol } from "../../domain/reading.ts";
import { freeModelName } from "../cells.ts";
import { takeMapFrom } from "../fetchMap.ts";
import { EMPTY_DOCUMENT, type Notebook } from "../notebook.ts";
import { notifyError } from "../notices.ts";
import { type Fetch, mayRecur } from "../remote/network.ts";
import { startNotebook } from "../session.ts";
import type { Measured } from "./measure.ts";
import { isTrained } from "./rank.ts";
import type { FieldTable, MapsTable, PaperConditions, PaperRow, Published } from "./schema.ts";

/** Of generated pictures, in place of the paper's own. */
const IMAGES = 50;
const BACK = "[Back to the published numbers](#published)";

const conditionsFor = (
  { protocol, size, stage }: PaperConditions,
  unit: Conditions["unit"],
  colours: string,
): Conditions => ({
  protocol,
  target: null,
  size,
  stage,
  block: null,
  unit,
  images: { type: "dead-leaves", count: IMAGES, seed: 0 },
  scale: scaleOfProtocol[protocol],
  colours,
});
const sources = (published: Published, keys: readonly string[]): string =>
  keys
    .flatMap((key) => {
      const source = published.sources[key];
      return source ? [`[${source.title}](${source.url})`] : [];
    })
    .join(", ");

/**
 * A text, the network and its field under the paper's conditions: with the weights that a person
 * measured it with already, else at random initialisation.
 */
export function documentFor(
  newId: () => string,
  published: Published,
  table: FieldTable,
  row: PaperRow,
  measured: Measured | null = null,
): NotebookDocument {
  const base = () => ({ id: newId(), folded: false, bare: false, extra: {} });
  const { conditions: paper } = table;
  const model = measured && isTrained(measured.part.model) ? measured.part.model : null;
  const { size, images, of, stage, protocol } = paper;
  const unit = row.unit ?? "center";
  const at = unit === "center" ? "the centre unit" : `the unit at row ${unit.y}, column ${unit.x}`;
  const drop =
    row.weights === undefined
      ? "**Drop the paper’s weights on its card**, or look for them there under *Find published weights*."
      : `**Drop the published weights on its card**, or give \`${row.weights}\` there under *From the web…*`;
  const weights = model
    ? "Here it has the weights that you measured it with before, without edits; whether they are the paper’s own only you can know."
    : `Here the network is at random initialisation, so its field is not yet the one that is printed. ${drop}`;
  const text = [
    `# ${row.name} under the conditions of a paper`,
    `Its numbers are printed in ${sources(published, table.sources)}. ${weights}`,
    `The field below has the printed conditions: protocol \`${protocol}\`, input ${size} × ${size} px, stage ${stage}, ${at}. Only the images differ: ${IMAGES} images of dead leaves, made by a generator, stand in place of ${images} images of ${of}. Drop your own pictures on the figure to take those. Without a GPU this can take hours: choose a smaller input or fewer images then, and the table says so beside the numbers.`,
    `${BACK}, where what is measured here stands beside what is printed.`,
  ].join("\n\n");
  const name = freeModelName(EMPTY_DOCUMENT, row.name);
  const { kernels } = row.model;
  const own = row.model.variant === row.architecture;
  const edits = kernels && !own && !model ? { ...NO_EDITS, kernelSizes: kernels } : NO_EDITS;
  const origin = model?.root ?? { type: "random", architecture: row.architecture, seed: 0 };
  const conditions = conditionsFor(paper, unit, "magma");
  const figure = { title: "", caption: "", untrained: false, view: PLAIN_VIEW };
  const cells: Cell[] = [
    { ...base(), type: "text", text },
    { ...base(), type: "model", name, origin, edits },
    { ...base(), ...figure, type: "erf", model: name, conditions },
  ];
  return { title: `${row.name} as a paper measures it`, cells, extra: {} };
}

/** A text with the addresses of published maps, and the comparison that takes them. */
export function documentForMaps(
  newId: () => string,
  published: Published,
  { sources: keys, conditions, rows }: MapsTable,
): NotebookDocument {
  const base = () => ({ id: newId(), folded: false, bare: false, extra: {} });
  const text = [
    "# Maps that the authors publish",
    `The matrices behind the figure of ${sources(published, keys)}, measured by the linear protocol \`${conditions.protocol}\` and drawn in the figure’s own colours, each map on its own scale. They are fetched from:`,
    rows.map(({ name, kernels, url }) => `- ${name} ${kernels.join(" ")}: <${url}>`).join("\n"),
    `Should one be missing below, download it there and drop it on the comparison. ${BACK}`,
  ].join("\n\n");
  const cells: Cell[] = [
    { ...base(), type: "text", text },
    {
      ...base(),
      type: "compare",
      title: "",
      caption: "",
      models: [],
      conditions: conditionsFor(conditions, "center", "pink"),
      range: "own",
      mode: "row",
      pair: [0, 1],
      imported: [],
    },
  ];
  return { title: "Maps that the authors publish", cells, extra: {} };
}

/** Opens a notebook for a network of a table. */
export async function beginMeasuring(
  book: Notebook,
  published: Published,
  table: FieldTable,
  row: PaperRow,
  measured: Measured | null,
): Promise<void> {
  await startNotebook(book, documentFor(book.newId, published, table, row, measured), {});
}

/**
 * Opens a notebook and fetches the maps into it, one after the other, until another notebook is
 * opened. What is refused is said there; a host that cannot be reached is not asked again.
 */
export async function beginMaps(
  book: Notebook,
  published: Published,
  table: MapsTable,
  get: Fetch = fetch,
): Promise<void> {
  const document = documentForMaps(book.newId, published, table);
  const id = await startNotebook(book, document, {});
  const cell = document.cells.at(-1)!.id;
  for (const { url, file } of table.rows) {
    if (book.store.getState().id !== id) return;
    try {
      await takeMapFrom(book, url, cell, get);
    } catch (error) {
      notifyError(book, toWireError(error).message, `map ${file}`);
      if (mayRecur(error)) return;
    }
  }
}
