import { describe, expect, it } from "vitest";
import { buildGraph } from "../../../src/store/graph.ts";
import { collectAsked } from "../../../src/store/papers/collect.ts";
import { createMeasurer, type Measured } from "../../../src/store/papers/measure.ts";
import { show } from "../../helpers/openBook.ts";
import { erfValue, file, notebookWith, openShelf, random, type Shelf, tableOf } from "./bench.ts";

const area = tableOf("replknet-area");
const radial = tableOf("openerf-radial");

async function measure(shelf: Shelf, table = area, name = "ResNet-101"): Promise<Measured | null> {
  const { fields } = await collectAsked(shelf.book);
  const { measure: find } = await createMeasurer(shelf.book, fields);
  return find(
    table,
    table.rows.find((row) => row.name === name)!,
  );
}
const found = async (shelf: Shelf, table = area): Promise<string | undefined> =>
  (await measure(shelf, table))?.place.title;
const resnet = random("resnet-101");

describe("what was measured here of a network", () => {
  it("is read from a notebook of the library, with where it stands", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("One", resnet), erfValue("resnet-101", { side: 9 }));
    expect(await measure(shelf)).toMatchObject({
      // the square of side 5 holds 25 of 81, that of 7 holds 49, all of it is in 9
      values: [25, 25, 49, 81].map((pixels) => (100 * pixels) / 1024),
      centroid: { y: 16, x: 16 },
      images: 2,
      place: { notebook: "a", cell: "f", title: "One" },
    });
    expect(await measure(shelf, area, "ResNet-152")).toBeNull();
  });
  it("is read from the open notebook too, where nothing is kept", async () => {
    const { book } = openShelf();
    const document = notebookWith("Open", resnet);
    const graph = buildGraph(document);
    show(book, document);
    const { fields } = await collectAsked(book);
    book.results.set(fields[0]!.part.key, erfValue("resnet-101"));
    expect(graph.models.size).toBe(1);
    const { measure: find } = await createMeasurer({ ...book, library: null }, fields);
    expect((await find(area, area.rows[0]!))?.place.title).toBe("Open");
  });
  it("is none while nothing was computed, and of deleted notebooks nothing", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("Not yet run", resnet), null);
    shelf.put("b", notebookWith("Deleted", resnet, { size: 64 }), erfValue("resnet-101"));
    shelf.records.set("b", { ...shelf.records.get("b")!, deletedAt: "2026-01-02T00:00:00Z" });
    expect(await measure(shelf)).toBeNull();
  });
  it("leaves out a notebook that cannot be read", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("One", resnet), erfValue("resnet-101"));
    shelf.put("b", notebookWith("Broken", resnet), null);
    shelf.records.set("b", { ...shelf.records.get("b")!, text: "{" });
    expect(await found(shelf)).toBe("One");
  });

  it.each([
    ["the protocol's target", { protocol: "openerf" as const, size: 1024 }, { size: 32 }],
    ["the last stage", { stage: 2 as const, size: 1024 }, { size: 32 }],
    ["the paper's input size", { size: 256 }, { size: 512 }],
    [
      "the paper's unit",
      { unit: { y: 1, x: 1 } },
      { images: { type: "noise", count: 1, seed: 0 } },
    ],
    [
      "more images",
      { images: { type: "noise", count: 9, seed: 0 } },
      { images: { type: "noise", count: 10, seed: 0 } },
    ],
  ] as const)("is that of %s", async (_what, worse, better) => {
    const value = erfValue("resnet-101");
    for (const order of [0, 1]) {
      const shelf = openShelf();
      const notebooks = [
        notebookWith("Worse", resnet, worse),
        notebookWith("Better", resnet, better),
      ] as const;
      shelf.put("a", notebooks[order]!, value);
      shelf.put("b", notebooks[1 - order]!, value);
      expect(await found(shelf)).toBe("Better");
    }
  });
  it("prefers trained weights to random ones, and of those the unedited", async () => {
    const shelf = openShelf();
    const value = erfValue("resnet-101");
    shelf.put("a", notebookWith("Random", resnet), value);
    expect(await found(shelf)).toBe("Random");
    shelf.put("b", notebookWith("Pruned", file("b.pth"), {}, { sparsity: 0.4 }), value);
    expect(await found(shelf)).toBe("Pruned");
    shelf.put("c", notebookWith("Trained", file("b.pth")), value);
    shelf.put("d", notebookWith("Made random", file("b.pth"), {}, { untrained: 1 }), value);
    expect(await found(shelf)).toBe("Trained");
  });
  it("of equals is the newest", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("New", file("a.pth", "a")), erfValue("resnet-101", { at: "2" }));
    shelf.put("b", notebookWith("Old", file("b.pth", "b")), erfValue("resnet-101", { at: "1" }));
    expect(await found(shelf)).toBe("New");
  });
  it("is of the row's own kernels, whoever made them", async () => {
    const shelf = openShelf();
    const kernelSizes = [13, 13, 13, 13];
    const thirteen = notebookWith("Thirteen", random("replknet-31b"), {}, { kernelSizes });
    shelf.put("a", thirteen, erfValue("custom"));
    expect((await measure(shelf, area, "RepLKNet-13"))?.place.title).toBe("Thirteen");
    expect(await measure(shelf, area, "RepLKNet-31")).toBeNull();
  });
  it("loads no map of a network that is known to be another", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("Other", random("swin-tiny")), erfValue("swin-tiny"));
    const { fields } = await collectAsked(shelf.book);
    expect(await measure(shelf)).toBeNull();
    expect(shelf.asked).not.toContain(fields[0]!.part.key);
  });
  it("keeps no map", async () => {
    const shelf = openShelf();
    shelf.put("a", notebookWith("One", resnet), erfValue("resnet-101"));
    expect(JSON.stringify(await measure(shelf))).not.toContain("sum");
    expect(shelf.book.results.size).toBe(0);
    expect(shelf.book.readings.size).toBe(0);
  });
  it("is the share nearer than each distance, about the pixel in the middle", async () => {
    const shelf = openShelf();
    const document = notebookWith("One", resnet, { protocol: "openerf", size: 64 });
    // a square of side 41 around pixel (32, 32): 305 of its pixels are nearer than 10 px
    shelf.put("a", document, erfValue("resnet-101", { size: 64, side: 41 }));
    const measured = await measure(shelf, radial);
    expect(measured?.values[0]).toBeCloseTo(305 / 1681, 6);
    expect(measured?.values[3]).toBe(1);
  });
});
