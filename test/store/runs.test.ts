import * as fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Cell, Conditions, ErfCell, ModelCell } from "../../src/domain/document.ts";
import { FieldbookError } from "../../src/domain/errors.ts";
import { addCell, changeCell, deleteCells, renameModel } from "../../src/store/actions.ts";
import { undo } from "../../src/store/editing.ts";
import { modelOf } from "../../src/store/modelOf.ts";
import { runtimeOf, type Notebook } from "../../src/store/notebook.ts";
import { readingOf } from "../../src/store/readings.ts";
import { erfOf } from "../../src/store/results.ts";
import { restoreShown, runAll, runCell, stopAll, stopCell } from "../../src/store/runs.ts";
import { resultKey } from "../../src/store/resultKeys.ts";
import { keysOf } from "../../src/store/showing.ts";
import { uneditedModel } from "../../src/store/unedited.ts";
import { FIRST_CONDITIONS } from "../../src/store/newCell.ts";
import type { FakeSession } from "../helpers/fakeSession.ts";
import { memoryLibrary, openBook, openWelcome, settled, show } from "../helpers/openBook.ts";

let session: FakeSession;
let clock: { tickMs: number };
let book: Notebook;
let figure: string;
let model: string;
const runtime = (id = figure) => runtimeOf(book, id);
const shownErf = () => runtime().shown?.cell as ErfCell | undefined;
const erfCalls = () => session.calls.filter((call) => call.startsWith("erf"));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Changes a figure's conditions and says which cell was meant. */
const ask = (patch: Partial<Conditions>, id = figure): void =>
  changeCell(
    book,
    id,
    (cell) =>
      cell.type === "erf" ? { ...cell, conditions: { ...cell.conditions, ...patch } } : cell,
    "Change the conditions",
  );
const change = async (patch: Partial<Conditions>): Promise<void> => {
  ask(patch);
  await settled(book);
};

beforeEach(async () => {
  ({ book, session, clock } = openBook());
  ({ figure, model } = await openWelcome(book));
});

describe("a notebook that is opened", () => {
  it("opens its models, runs what is cheap, then counts parameters", async () => {
    expect(session.calls).toEqual([
      "open slak-tiny?seed=0",
      "start auto",
      "erf 128 stage 2 replknet",
    ]);
    expect(runtime().run.status).toBe("done");
    expect(shownErf()?.conditions.stage).toBe(2);
    const kinds = () => runtime(model).shown?.keys.map((key) => book.results.get(key)?.kind);
    await vi.waitFor(() => expect(kinds()).toEqual(["model", "count"]));
    expect(book.store.getState().engine).toMatchObject({ status: "ready", bytes: 12_000_000 });
  });
  it("leaves what is dear to the person's word, with its time", async () => {
    const { document } = book.store.getState();
    const cells = document.cells.map((cell): Cell =>
      cell.type === "erf" ? { ...cell, conditions: { ...cell.conditions, size: 1024 } } : cell,
    );
    show(book, { ...document, cells });
    await settled(book);
    expect(runtime().run.status).toBe("idle");
    expect(runtime().expected).toBeGreaterThan(3);
    runCell(book, figure);
    await settled(book);
    expect(runtime().run.status).toBe("done");
    expect(erfCalls()).toHaveLength(2);
  });
});

describe("a change of conditions", () => {
  it("runs again by itself when that is cheap", async () => {
    await change({ stage: 3 });
    expect(erfCalls()).toHaveLength(2);
    expect(runtime().run.status).toBe("done");
    expect(shownErf()?.conditions.stage).toBe(3);
  });
  it("marks the figure stale with the expected time when it is not, and runs at the word", async () => {
    await change({ size: 1024 });
    expect(runtime().run).toMatchObject({ status: "stale", change: "input size 128 to 1024 px" });
    expect(runtime().expected).toBeGreaterThan(3);
    expect(shownErf()?.conditions.size).toBe(128);
    expect(erfCalls()).toHaveLength(1);
    runCell(book, figure);
    await settled(book);
    expect(runtime().run.status).toBe("done");
    expect(shownErf()?.conditions.size).toBe(1024);
  });
  it.each([
    ["restored", () => restoreShown(book, figure)],
    ["undone", () => undo(book)],
  ])("is %s without computing anything", async (_, back) => {
    await change({ size: 1024 });
    back();
    await settled(book);
    expect(runtime().run.status).toBe("done");
    expect(shownErf()?.conditions.size).toBe(128);
    expect(erfCalls()).toHaveLength(1);
  });
  it("of a protocol with the same raw map reads the map again and computes nothing", async () => {
    const key = runtime().shown!.keys[0]!;
    const before = readingOf(book, key, shownErf()!.conditions)?.areaRatio;
    await change({ protocol: "slak-figure", scale: "linear" });
    expect(shownErf()?.conditions.protocol).toBe("slak-figure");
    const after = readingOf(book, key, shownErf()!.conditions)?.areaRatio;
    expect(erfCalls()).toHaveLength(1);
    expect(after).toBeDefined();
    expect(after).not.toEqual(before);
  });
  it("of the protocol to openerf computes another raw map", async () => {
    await change({ protocol: "openerf", scale: "linear" });
    expect(erfCalls()).toEqual(["erf 128 stage 2 replknet", "erf 128 stage 2 openerf"]);
  });
  it("of the colours neither computes nor reads", async () => {
    const readings = book.readings.size;
    await change({ colours: "viridis" });
    expect(shownErf()?.conditions.colours).toBe("viridis");
    expect([erfCalls().length, book.readings.size]).toEqual([1, readings]);
  });
  it("of the title leaves a stale figure stale", async () => {
    await change({ size: 1024 });
    changeCell(book, figure, (cell) => ({ ...cell, title: "Mine" }) as Cell, "Title");
    await settled(book);
    expect(runtime().run.status).toBe("stale");
  });
});

describe("a change of the model", () => {
  const edit = (kernelSizes: readonly number[] | null): void =>
    changeCell(
      book,
      model,
      (cell) => (cell.type === "model" ? { ...cell, edits: { ...cell.edits, kernelSizes } } : cell),
      "Change the kernels",
    );
  it("makes the network anew and runs the figures of it", async () => {
    edit([7, 7, 7, 7]);
    await settled(book);
    expect(session.calls).toContain("open slak-tiny?seed=0&kernel=7,7,7,7");
    expect(erfCalls()).toHaveLength(2);
    expect(runtime().run.status).toBe("done");
  });
  it("back finds the old results", async () => {
    edit([7, 7, 7, 7]);
    await settled(book);
    edit(null);
    await settled(book);
    expect(erfCalls()).toHaveLength(2);
    expect(runtime().run.status).toBe("done");
  });
  it("says what a dear figure waits for", async () => {
    clock.tickMs = 1000;
    await change({ stage: 3 });
    edit([7, 7, 7, 7]);
    await settled(book);
    expect(runtime().run).toMatchObject({
      status: "stale",
      change: "kernels of slak 51 49 47 13 to 7 7 7 7",
    });
    expect(runtime().expected).toBeGreaterThan(3);
  });
  it("of its name alone computes nothing", async () => {
    renameModel(book, model, "other");
    await settled(book);
    expect(erfCalls()).toHaveLength(1);
    expect(runtime().run.status).toBe("done");
    expect(shownErf()?.model).toBe("other");
  });
  it("away from it leaves the figure stale, and back it is found again", async () => {
    deleteCells(book, [model]);
    await settled(book);
    expect(runtime().run.status).toBe("stale");
    undo(book);
    await settled(book);
    expect(runtime().run.status).toBe("done");
    expect(erfCalls()).toHaveLength(1);
  });
});

describe("what a run has so far", () => {
  const coarse = () => runtime().coarse;
  const coarseKeys = () => [...book.results.keys()].filter((key) => key.includes(" of "));
  beforeEach(() => {
    session.stepMs = 20;
  });
  it("is shown while it goes on, and gives way to the whole", async () => {
    ask({ stage: 3 });
    await vi.waitFor(() => expect(coarse()).not.toBeNull());
    const { cell, keys } = coarse()!;
    expect((cell as ErfCell).conditions.stage).toBe(3);
    const value = erfOf(book, keys[0])!;
    expect(value.result.map.count).toBeLessThan(4);
    expect(readingOf(book, keys[0]!, FIRST_CONDITIONS)).toBeDefined();
    // what was computed to its end stays what the cell shows
    expect(shownErf()?.conditions.stage).toBe(2);
    await settled(book);
    expect(coarse()).toBeNull();
    expect(shownErf()?.conditions.stage).toBe(3);
    expect(erfOf(book, runtime().shown?.keys[0])?.result.map.count).toBe(4);
    expect(coarseKeys()).toEqual([]);
  });
  it.each([
    ["stopped", () => stopCell(book, figure)],
    ["undone", () => undo(book)],
  ])("goes when the run is %s, and the picture from before is back", async (_, end) => {
    ask({ stage: 3 });
    await vi.waitFor(() => expect(coarse()).not.toBeNull());
    end();
    await settled(book);
    expect(coarse()).toBeNull();
    expect(shownErf()?.conditions.stage).toBe(2);
    expect(coarseKeys()).toEqual([]);
  });
  it("is never kept", async () => {
    const { results, library } = memoryLibrary();
    ({ book, session, clock } = openBook(library));
    ({ figure, model } = await openWelcome(book));
    session.stepMs = 20;
    ask({ stage: 3 });
    await vi.waitFor(() => expect(coarse()).not.toBeNull());
    await settled(book);
    expect([...results.keys()].filter((key) => key.includes(" "))).toEqual([]);
  });
  it("is not worth showing of a run that is over at once", async () => {
    clock.tickMs = 1;
    session.stepMs = 0;
    const seen: unknown[] = [];
    book.store.subscribe(() => seen.push(coarse()));
    await change({ stage: 3 });
    expect(seen.filter((value) => value !== null)).toEqual([]);
  });
});

describe("a run", () => {
  it("that is stopped keeps the picture that was shown, and no other edit starts it", async () => {
    session.stepMs = 20;
    ask({ stage: 3 });
    await wait(30);
    expect(runtime().run.status).toBe("running");
    stopCell(book, figure);
    await settled(book);
    expect(runtime().run.status).toBe("stopped");
    expect(shownErf()?.conditions.stage).toBe(2);
    session.stepMs = 0;
    addCell(book, "model", 0);
    await settled(book);
    expect(runtime().run.status).toBe("stopped");
    expect(erfCalls()).toHaveLength(2);
  });
  it("that fails says why and keeps the picture that was shown", async () => {
    session.fault = new FieldbookError("too-large", "Input 128: choose a smaller one.");
    await change({ stage: 3 });
    expect(runtime().run).toMatchObject({ status: "failed", error: { code: "too-large" } });
    expect(shownErf()?.conditions.stage).toBe(2);
  });
  it("after the engine was lost opens the model again first", async () => {
    session.fault = new FieldbookError("device-lost", "The engine stopped unexpectedly.");
    await change({ stage: 3 });
    session.open_.clear();
    runCell(book, figure);
    await settled(book);
    expect(runtime().run.status).toBe("done");
    expect(session.calls.slice(-3)).toEqual([
      "start auto",
      "open slak-tiny?seed=0",
      "erf 128 stage 3 replknet",
    ]);
  });
  it("waits for the one before it, and all are stopped at once", async () => {
    session.stepMs = 5;
    const other = addCell(book, "erf", 3);
    ask({ stage: 3 });
    ask({ stage: 1 }, other);
    await wait(10);
    expect([runtime().run.status, runtime(other).run.status]).toEqual(["running", "running"]);
    expect(erfCalls()).toHaveLength(2);
    stopAll(book);
    await settled(book);
    expect([runtime().run.status, runtime(other).run.status]).toEqual(["stopped", "stopped"]);
  });
  it("of everything computes nothing twice", async () => {
    runAll(book);
    await settled(book);
    expect(erfCalls()).toHaveLength(1);
    expect(runtime().run.status).toBe("done");
  });
});

it("a late result of a superseded run never shows", async () => {
  session.stepMs = 1;
  const moves = fc.array(
    fc.record({
      stage: fc.constantFrom(1, 2, 3, 4),
      protocol: fc.constantFrom("replknet", "openerf"),
      pause: fc.nat(8),
      stop: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(moves, async (list) => {
      const wrong: string[] = [];
      const end = book.store.subscribe(() => {
        const erf = erfOf(book, runtime().shown?.keys[0]);
        const { conditions } = shownErf()!;
        if (erf?.result.stage !== conditions.stage) wrong.push("a map of another stage");
        if ((erf?.result.protocol === "openerf") !== (conditions.protocol === "openerf"))
          wrong.push("a map of another target");
      });
      for (const { stage, protocol, pause, stop } of list) {
        ask({ stage, protocol } as Partial<Conditions>);
        await wait(pause);
        if (stop) stopCell(book, figure);
      }
      await settled(book);
      end();
      expect(wrong).toEqual([]);
      if (runtime().run.status === "done")
        expect(runtime().shown?.keys).toEqual(keysOf(book, figure));
    }),
    { numRuns: 25 },
  );
});

describe("a visit after another", () => {
  it("shows what was kept without starting the engine", async () => {
    const kept = memoryLibrary();
    const first = openBook(kept.library);
    await openWelcome(first.book);
    const second = openBook(kept.library);
    show(second.book, first.book.store.getState().document);
    await settled(second.book);
    const { document } = second.book.store.getState();
    expect(document.cells.map(({ id }) => runtimeOf(second.book, id).run.status)).toEqual([
      "idle",
      "done",
      "done",
    ]);
    expect(second.session.calls).toEqual([]);
  });
  it("draws a model's card when its zeros are found again (regression)", async () => {
    const kept = memoryLibrary();
    const first = openBook(kept.library);
    await openWelcome(first.book);
    const zerosOf = (of: Notebook) => modelOf(of, "slak").count?.nonzero;
    await vi.waitFor(() => expect(zerosOf(first.book)).toBe(18_290_000));
    const { document } = first.book.store.getState();
    const second = openBook(kept.library);
    const drawn: (number | undefined)[] = [];
    second.book.store.subscribe(() => drawn.push(zerosOf(second.book)));
    show(second.book, { ...document, cells: document.cells.slice(0, 2) });
    await settled(second.book);
    expect(drawn.at(-1)).toBe(18_290_000);
  });
});

it("a model that is edited is counted behind the figures that wait for it (regression)", async () => {
  await vi.waitFor(() => expect(modelOf(book, "slak").count).not.toBeNull());
  const order: string[] = [];
  const { count, erf } = book.client;
  vi.spyOn(book.client, "count").mockImplementation((...given) => {
    order.push("count");
    return count.apply(book.client, given);
  });
  vi.spyOn(book.client, "erf").mockImplementation((...given) => {
    order.push("erf");
    return erf.apply(book.client, given);
  });
  changeCell(
    book,
    model,
    (cell) => (cell.type === "model" ? { ...cell, edits: { ...cell.edits, sparsity: 0.4 } } : cell),
    "Change the sparsity",
  );
  await vi.waitFor(() => expect(order).toContain("count"));
  expect(order[0]).toBe("erf");
});

it("a model that is edited knows what it would be without the edits", async () => {
  const { document } = book.store.getState();
  const cells = document.cells.flatMap((cell): Cell[] =>
    cell.type === "model" ? [{ ...cell, edits: { ...cell.edits, sparsity: 0.4 } }] : [],
  );
  const other = openBook();
  show(other.book, { ...document, cells });
  await settled(other.book);
  const { identity } = uneditedModel(cells, cells[0] as ModelCell)!;
  const known = () =>
    ["model", "count"].map((kind) => other.book.results.has(resultKey(kind, identity)));
  await vi.waitFor(() => expect(known()).toEqual([true, true]));
});

/** Runs the figure with weights of these seeds, one after the other. */
async function runSeeds(seeds: readonly number[]): Promise<void> {
  for (const seed of seeds) {
    changeCell(
      book,
      model,
      (cell) =>
        cell.type === "model"
          ? { ...cell, origin: { type: "random", architecture: "slak-tiny", seed } }
          : cell,
      "Choose another seed",
    );
    await settled(book);
    runCell(book, figure);
    await settled(book);
    expect(runtime().run.status).toBe("done");
  }
}
const openSeeds = () =>
  [...session.open_.values()].map((source) => source.type === "random" && source.id);
const seedsFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

it("weights of models used longest ago leave the device when room is short", async () => {
  // the fake's models have 30 million parameters each, so three of them stay
  await runSeeds([1, 2, 3, 4]);
  expect(openSeeds()).toEqual([2, 3, 4].map((seed) => `slak-tiny?seed=${seed}`));
});

it("sixteen models stay however small they are", async () => {
  session.params = 1000;
  await runSeeds(seedsFrom(1, 20));
  expect(openSeeds()).toEqual(seedsFrom(5, 16).map((seed) => `slak-tiny?seed=${seed}`));
});
