import { beforeEach, expect, it } from "vitest";
import type { Cell } from "../../src/domain/document.ts";
import { addCell, changeCell } from "../../src/store/actions.ts";
import { createLane, URGENCY } from "../../src/store/lane.ts";
import { modelOf } from "../../src/store/modelOf.ts";
import { runtimeOf, type Notebook } from "../../src/store/notebook.ts";
import { runCell } from "../../src/store/runs.ts";
import { sidesOf } from "../../src/store/sweep.ts";
import type { FakeSession } from "../helpers/fakeSession.ts";
import { openBook, openWelcome, settled } from "../helpers/openBook.ts";

let book: Notebook;
let session: FakeSession;
const add = async (type: Cell["type"] & string, change: (cell: Cell) => Cell = (cell) => cell) => {
  const id = addCell(book, type as "erf", 9);
  changeCell(book, id, change, "Set up");
  runCell(book, id);
  await settled(book);
  return id;
};
const kinds = (id: string) =>
  runtimeOf(book, id).shown?.keys.map((key) => book.results.get(key)?.kind);

beforeEach(async () => {
  ({ book, session } = openBook());
  await openWelcome(book);
});

it("compare shows one map a model", async () => {
  const second = addCell(book, "model", 9);
  changeCell(
    book,
    second,
    (cell) =>
      cell.type === "model"
        ? { ...cell, origin: { type: "random", architecture: "convnext-tiny", seed: 0 } }
        : cell,
    "Set up",
  );
  const id = await add("compare");
  expect(kinds(id)).toEqual(["erf", "erf"]);
  const variants = runtimeOf(book, id).shown?.keys.map((key) => {
    const value = book.results.get(key);
    return value?.kind === "erf" ? value.model.variant : null;
  });
  expect(variants).toEqual(["slak-tiny", "convnext-tiny"]);
});
it("compare finds a field that another figure computed", async () => {
  const before = session.calls.length;
  await add("compare");
  expect(session.calls.slice(before).filter((call) => call.startsWith("erf"))).toEqual([]);
});
it("compare shows its parts as they come", async () => {
  const seen = new Set<number>();
  const id = addCell(book, "sweep", 9);
  const end = book.store.subscribe(() => {
    const keys = runtimeOf(book, id).shown?.keys ?? [];
    seen.add(keys.filter((key) => book.results.has(key)).length);
  });
  runCell(book, id);
  await settled(book);
  end();
  expect([...seen]).toEqual(expect.arrayContaining([1, 2, 3, 4]));
});
it("sweep makes the network anew for every side", async () => {
  const id = await add("sweep");
  expect(kinds(id)).toEqual(["erf", "erf", "erf", "erf"]);
  expect(session.calls.filter((call) => call.startsWith("open"))).toEqual([
    "open slak-tiny?seed=0",
    "open slak-tiny?seed=0&kernel=7,7,7,7",
    "open slak-tiny?seed=0&kernel=13,13,13,13",
    "open slak-tiny?seed=0&kernel=31,29,27,13",
    "open slak-tiny?seed=0&kernel=51,49,47,13",
  ]);
});
it.each([
  [7, [7, 7, 7, 7]],
  [25, [25, 23, 21, 13]],
  [51, [51, 49, 47, 13]],
])("a largest side of %i means %j", (side, sides) => {
  expect(sidesOf(side)).toEqual(sides);
});
it("masks shows counts and kernels, kernels the kernels, predict the class scores", async () => {
  expect(kinds(await add("masks"))).toEqual(["count", "kernels"]);
  expect(kinds(await add("kernels"))).toEqual(["kernels"]);
  expect(kinds(await add("predict"))).toEqual(["logits"]);
});
it("what is known of a model goes by its name", () => {
  expect(modelOf(book, "slak").model?.summary.variant).toBe("slak-tiny");
  expect(modelOf(book, "nobody")).toEqual({ model: null, count: null });
});

it("the lane lets one in at a time, the most urgent first, and forgets who gave up", async () => {
  const lane = createLane();
  const order: string[] = [];
  const signal = new AbortController().signal;
  const leave = await lane.enter(URGENCY.hand, signal);
  const given = new AbortController();
  const queue = [
    lane.enter(URGENCY.background, signal).then((out) => (order.push("background"), out())),
    lane.enter(URGENCY.reaction, given.signal).catch(() => order.push("gave up")),
    lane.enter(URGENCY.hand, signal).then((out) => (order.push("hand"), out())),
  ];
  given.abort();
  leave();
  leave();
  await Promise.all(queue);
  expect(order).toEqual(["gave up", "hand", "background"]);
});
