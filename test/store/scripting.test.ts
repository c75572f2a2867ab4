import { beforeEach, describe, expect, it } from "vitest";
import { createDirectClient } from "../../src/client/directClient.ts";
import { FieldbookError } from "../../src/domain/errors.ts";
import { createNotebook, type Notebook } from "../../src/store/notebook.ts";
import { createScripting, type FieldbookApi } from "../../src/store/scripting.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";

const DOCUMENT = {
  fieldbook: 1,
  title: "Two fields",
  cells: [
    { id: "words", type: "text", text: "What a unit uses." },
    {
      id: "net",
      type: "model",
      name: "net",
      origin: { type: "random", architecture: "slak-tiny", seed: 0 },
    },
    { id: "field", type: "erf", model: "net", conditions: { size: 64, stage: 1 } },
    { id: "wide", type: "erf", model: "net", conditions: { size: 1024, stage: 4 } },
    { id: "lost", type: "erf", model: "nobody", conditions: { size: 64 } },
  ],
};
let session: FakeSession;
let book: Notebook;
let fieldbook: FieldbookApi;
const erfCalls = () => session.calls.filter((call) => call.startsWith("erf"));

beforeEach(() => {
  session = new FakeSession();
  book = createNotebook(createDirectClient(session, fakeInquiry));
  fieldbook = createScripting(book);
});

describe("the notebook by script", () => {
  it("opens a document given as an object or as text, and says its cells", async () => {
    await fieldbook.open(DOCUMENT);
    expect(book.store.getState().document.title).toBe("Two fields");
    expect(fieldbook.status().cells.map(({ id, type }) => `${type} ${id}`)).toEqual([
      "text words",
      "model net",
      "erf field",
      "erf wide",
      "erf lost",
    ]);
    await fieldbook.open(JSON.stringify({ ...DOCUMENT, title: "Again" }));
    expect(book.store.getState().document.title).toBe("Again");
  });
  it("runs every cell, waits for the last, and says what each came to", async () => {
    session.stepMs = 1;
    await fieldbook.open(DOCUMENT);
    const status = await fieldbook.runAll();
    expect(status.running).toBe(false);
    expect(erfCalls()).toEqual(["erf 64 stage 1 replknet", "erf 1024 stage 4 replknet"]);
    expect(status.cells.map(({ id, status: state }) => `${id} ${state}`)).toEqual([
      "words idle",
      "net done",
      "field done",
      "wide done",
      "lost idle",
    ]);
    expect(status.engine).toMatchObject({ status: "ready", backend: "wasm" });
    expect(status.cells.at(-1)?.problems).toEqual([
      "No cell defines “nobody”: add a model of that name, or choose another.",
    ]);
    expect(status.cells[2]).not.toHaveProperty("error");
  });
  it("says that it runs while it does", async () => {
    session.stepMs = 5;
    await fieldbook.open(DOCUMENT);
    const run = fieldbook.runAll();
    expect(fieldbook.status().running).toBe(true);
    expect((await run).running).toBe(false);
  });
  it("says what failed and why, and runs the rest", async () => {
    await fieldbook.open(DOCUMENT);
    session.fault = new FieldbookError("too-large", "Input 64: choose a smaller one.");
    const { cells } = await fieldbook.runAll();
    const failed = cells.filter(({ status }) => status === "failed");
    expect(failed.map(({ error }) => error)).toEqual([
      { code: "too-large", message: "Input 64: choose a smaller one." },
    ]);
    expect(cells.filter(({ status }) => status === "done")).toHaveLength(2);
  });
  it("resolves at once when there is nothing to run", async () => {
    expect(await fieldbook.runAll()).toMatchObject({ running: false, cells: [] });
  });
  it("gives plain data, which can leave the page", async () => {
    await fieldbook.open(DOCUMENT);
    const status = await fieldbook.runAll();
    expect(structuredClone(status)).toEqual(status);
    expect(JSON.parse(JSON.stringify(status))).toEqual(status);
  });
  it("exports a file that opens again, with results if they are wanted", async () => {
    await fieldbook.open(DOCUMENT);
    await fieldbook.runAll();
    const plain = fieldbook.export();
    const whole = fieldbook.export({ results: true });
    expect(JSON.parse(plain)).not.toHaveProperty("results");
    const { results } = JSON.parse(whole) as { results: Record<string, { kind: string }> };
    expect(Object.values(results).filter(({ kind }) => kind === "erf")).toHaveLength(2);
    const other = new FakeSession();
    const next = createScripting(createNotebook(createDirectClient(other, fakeInquiry)));
    await next.open(whole);
    expect((await next.runAll()).cells[2]?.status).toBe("done");
    expect(other.calls.filter((call) => call.startsWith("erf"))).toEqual([]);
    expect(next.export()).toBe(plain);
  });
  it.each([
    ["no JSON", "{", /JSON/],
    ["a list", [], /is no notebook/],
    ["a document without cells", { fieldbook: 1 }, /cells/],
  ])("refuses %s with a sentence, and keeps what is open", async (_, document, sentence) => {
    await fieldbook.open(DOCUMENT);
    const before = book.store.getState().document;
    await expect(fieldbook.open(document)).rejects.toThrow(sentence);
    await expect(fieldbook.open(document)).rejects.toBeInstanceOf(FieldbookError);
    expect(book.store.getState().document).toBe(before);
  });
  it("refuses what JSON cannot say", async () => {
    const endless: Record<string, unknown> = { fieldbook: 1 };
    endless["cells"] = [endless];
    await expect(fieldbook.open(endless)).rejects.toThrow("The object is no document");
    await expect(fieldbook.open(() => 1)).rejects.toThrow("The object is no document");
  });
});
