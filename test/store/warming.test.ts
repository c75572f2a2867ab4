import { afterEach, expect, it, vi } from "vitest";
import type { Cell } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { runtimeOf, type Notebook } from "../../src/store/notebook.ts";
import { startEngine } from "../../src/store/runs.ts";
import { startWarming } from "../../src/store/warming.ts";
import type { FakeSession } from "../helpers/fakeSession.ts";
import { memoryLibrary, openBook, openWelcome, settled, show } from "../helpers/openBook.ts";

const QUIET_MS = 500;
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const erfCalls = ({ calls }: FakeSession) => calls.filter((call) => call.startsWith("erf"));

let end: () => void = () => {};
afterEach(() => end());

/** A visit to a notebook whose results an earlier visit kept, with its engine at work. */
async function visitAgain(change: (cell: Cell) => Cell = (cell) => cell) {
  const { library } = memoryLibrary();
  await openWelcome(openBook(library).book);
  const { book, session } = openBook(library);
  end = startWarming(book);
  await startEngine(book);
  const { figure } = await openWelcome(book);
  const { document } = book.store.getState();
  if (document.cells.some((cell) => change(cell) !== cell))
    show(book, { ...document, cells: document.cells.map(change) });
  await settled(book);
  return { book, session, figure };
}
const resize = (size: number) => (cell: Cell) =>
  cell.type === "erf" ? { ...cell, conditions: { ...cell.conditions, size } } : cell;
const fields = ({ results }: Notebook) =>
  [...results.values()].filter(({ kind }) => kind === "erf").length;

it("runs a few images of the first field once the page is quiet, and keeps nothing of them", async () => {
  const { book, session, figure } = await visitAgain();
  expect(runtimeOf(book, figure).run.status).toBe("done");
  expect(erfCalls(session)).toEqual([]);
  expect(fields(book)).toBe(1);
  const [opened, closed] = [vi.spyOn(session, "open"), vi.spyOn(session, "close")];
  const one = "erf 128 stage 2 replknet";
  await vi.waitFor(() => expect(erfCalls(session)).toEqual([one, one]), 3000);
  await wait(2 * QUIET_MS);
  expect(erfCalls(session)).toHaveLength(2);
  expect(fields(book)).toBe(1);
  // the second is what a step of the slider asks for, and is let go
  expect(opened.mock.calls.at(-1)![1].edits).toMatchObject({ sparsity: 0.5 });
  expect(closed.mock.calls.at(-1)![0]).toBe(opened.mock.calls.at(-1)![0]);
  expect(book.store.getState().engine).toMatchObject({ bytes: 12_000_000 });
});

it("gives way to what a person asks for, and does not come back", async () => {
  const { book, session, figure } = await visitAgain();
  session.stepMs = 50;
  const runs = vi.spyOn(session, "erf");
  await vi.waitFor(() => expect(erfCalls(session)).toHaveLength(1), 3000);
  changeCell(
    book,
    figure,
    (cell) =>
      cell.type === "erf" ? { ...cell, conditions: { ...cell.conditions, stage: 1 } } : cell,
    "Change the conditions",
  );
  await expect(runs.mock.results[0]!.value).rejects.toMatchObject({ code: "cancelled" });
  await vi.waitFor(() => expect(fields(book)).toBe(2), 3000);
  await wait(2 * QUIET_MS);
  expect(erfCalls(session)).toEqual(["erf 128 stage 2 replknet", "erf 128 stage 1 replknet"]);
});

it("leaves alone what would take long", async () => {
  const { session } = await visitAgain(resize(1024));
  await wait(2 * QUIET_MS);
  expect(erfCalls(session)).toEqual([]);
});

it("has nothing to do where a figure was computed", async () => {
  const { book, session } = openBook();
  end = startWarming(book);
  await startEngine(book);
  await openWelcome(book);
  await wait(2 * QUIET_MS);
  expect(erfCalls(session)).toHaveLength(1);
});
