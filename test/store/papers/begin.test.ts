import { beforeEach, describe, expect, it } from "vitest";
import { writeNpy } from "../../../src/formats/npy.ts";
import { parseNotebook } from "../../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../../src/store/format/serialiseNotebook.ts";
import { beginMaps, documentFor } from "../../../src/store/papers/begin.ts";
import { collectAsked } from "../../../src/store/papers/collect.ts";
import { measureMap } from "../../../src/store/papers/measureMaps.ts";
import type { MapsTable } from "../../../src/store/papers/schema.ts";
import type { Notebook } from "../../../src/store/notebook.ts";
import { type CellEdits, type ModelOrigin, NO_EDITS } from "../../../src/domain/document.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import { erfPart } from "../../../src/store/parts.ts";
import type { Measured } from "../../../src/store/papers/measure.ts";
import { openBook, show } from "../../helpers/openBook.ts";
import { CONDITIONS, file, notebookWith, published, random, tableOf } from "./bench.ts";

const area = tableOf("replknet-area");
const radial = tableOf("openerf-radial");
const maps = published.tables.find((table): table is MapsTable => table.type === "maps")!;
let serial = 0;
const newId = (): string => `id${serial++}`;

describe("the notebook for a network of a table", () => {
  it.each(
    [area, radial].flatMap((table) => table.rows.map((row) => [row.name, table, row] as const)),
  )(
    "%s has a text, the network at random and a field under the printed conditions",
    (_name, table, row) => {
      const document = documentFor(newId, published, table, row);
      expect(parseNotebook(serialiseNotebook(document)).document).toEqual(document);
      const [text, model, field] = document.cells;
      expect(text).toMatchObject({ type: "text" });
      expect(model).toMatchObject({
        type: "model",
        origin: { type: "random", architecture: row.architecture, seed: 0 },
      });
      const { protocol, size, stage } = table.conditions;
      expect(field).toMatchObject({
        type: "erf",
        model: model?.type === "model" && model.name,
        conditions: {
          protocol,
          size,
          stage,
          unit: row.unit ?? "center",
          images: { type: "dead-leaves", count: 50, seed: 0 },
        },
      });
    },
  );
  it("says what to drop, what stands in for the paper's images, and leads back", () => {
    const [cell] = documentFor(newId, published, radial, radial.rows[0]!).cells;
    const text = cell?.type === "text" ? cell.text : "";
    expect(text).toContain("Drop the published weights on its card");
    expect(text).toContain("`timm/resnet101.a1_in1k`");
    expect(text).toContain("50 images of dead leaves");
    expect(text).toContain("in place of 1000 images of ImageNet’s validation set");
    expect(text).toContain("(#published)");
  });
  it("makes RepLKNet-13 with kernels of its own", () => {
    const row = area.rows.find(({ name }) => name === "RepLKNet-13")!;
    const [, model] = documentFor(newId, published, area, row).cells;
    expect(model).toMatchObject({ edits: { kernelSizes: [13, 13, 13, 13] } });
  });
});

describe("the notebook for a network that was measured with weights of the person's own", () => {
  const row = area.rows[0]!;
  const measuredWith = (origin: ModelOrigin, edits: Partial<CellEdits>): Measured => ({
    part: erfPart(
      buildGraph(notebookWith("One", origin, {}, edits)).models.get("net")!,
      CONDITIONS,
    ) as Measured["part"],
    place: { notebook: "a", cell: "f", title: "One" },
    values: [],
    centroid: null,
    unit: { y: 0, x: 0 },
    featureMap: { height: 1, width: 1 },
    images: 1,
  });
  it("takes those weights as they are", () => {
    const measured = measuredWith(file("mine.pth"), { sparsity: 0.4 });
    const [text, model] = documentFor(newId, published, area, row, measured).cells;
    expect(model).toMatchObject({ origin: file("mine.pth"), edits: NO_EDITS });
    expect(text?.type === "text" && text.text).toContain("the weights that you measured it with");
  });
  it("takes none that were drawn at random", () => {
    for (const measured of [
      measuredWith(random("resnet-101"), {}),
      measuredWith(file("mine.pth"), { untrained: 1 }),
    ]) {
      const [, model] = documentFor(newId, published, area, row, measured).cells;
      expect(model).toMatchObject({ origin: random("resnet-101"), edits: NO_EDITS });
    }
  });
});

describe("the maps that authors publish", () => {
  let book: Notebook;
  beforeEach(() => {
    ({ book } = openBook());
  });
  const imported = () =>
    book.store
      .getState()
      .document.cells.flatMap((cell) => (cell.type === "compare" ? cell.imported : []));

  it("are fetched into a comparison of a new notebook, and measured there", async () => {
    const asked: string[] = [];
    let n = 0;
    const get: typeof fetch = (url) => {
      asked.push(String(url));
      // every file is another
      const values = new Float32Array(64 * 64).fill(2);
      values[0] = n++;
      return Promise.resolve(new Response(writeNpy(values, [64, 64])));
    };
    await beginMaps(book, published, maps, get);
    const folder = "https://raw.githubusercontent.com/VITA-Group/SLaK/main/erf/Saved_matrix";
    const files = ["ConvNext-T_7.npy", "ConvNext-T_31.npy", "SLaK-T_51.npy"];
    expect(asked).toEqual(files.map((name) => `${folder}/${name}`));
    expect(imported().map(({ file }) => file.name)).toEqual(files);
    const { maps: found } = await collectAsked(book);
    const measured = await measureMap(book, maps, "SLaK-T_51.npy", found);
    expect(measured).toMatchObject({ height: 64, width: 64 });
    // an even map: half of it lies in half of the area, and the largest square is 63 px
    expect(measured?.values[2]).toBeCloseTo((100 * 47 ** 2) / 64 ** 2, 6);
    expect(await measureMap(book, maps, "nobody.npy", found)).toBeNull();
  });
  it("that a host refuses leave the notebook with its addresses, and are said", async () => {
    await beginMaps(book, published, maps, async () => new Response("", { status: 404 }));
    const { document, notices } = book.store.getState();
    expect(imported()).toEqual([]);
    const [cell] = document.cells;
    for (const { url } of maps.rows) expect(cell?.type === "text" && cell.text).toContain(url);
    expect(notices.map(({ text }) => text)).toEqual(
      maps.rows.map(({ file }) => expect.stringMatching(`404.*${file}$`)),
    );
  });
  it("are not asked of a host again that cannot be reached, which is said once", async () => {
    let asked = 0;
    await beginMaps(book, published, maps, () => {
      asked++;
      return Promise.reject(new TypeError("Failed to fetch"));
    });
    expect(asked).toBe(1);
    expect(book.store.getState().notices.map(({ text }) => text)).toEqual([
      expect.stringMatching("Download it here: .*ConvNext-T_7.npy then drop it on this page"),
    ]);
  });
  it("are not fetched into another notebook that was opened meanwhile", async () => {
    let asked = 0;
    await beginMaps(book, published, maps, () => {
      asked++;
      show(book, { title: "Another", cells: [], extra: {} });
      return Promise.resolve(new Response("", { status: 404 }));
    });
    expect(asked).toBe(1);
    expect(book.store.getState().document.cells).toEqual([]);
  });
  it("are none once the file is no longer here", async () => {
    const asked = { name: "SLaK-T_51.npy", bytes: 1, sha256: "a".repeat(64) };
    const place = { notebook: "a", cell: "c", title: "One" };
    expect(await measureMap(book, maps, "SLaK-T_51.npy", [{ file: asked, place }])).toBeNull();
  });
});
