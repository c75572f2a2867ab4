import { beforeEach, describe, expect, it } from "vitest";
import { createDirectClient } from "../../src/client/directClient.ts";
import { FieldbookError } from "../../src/domain/errors.ts";
import { describeChange, EXAMPLE_FIGURE } from "../../src/store/figureSpec.ts";
import { createNotebook, type Notebook } from "../../src/store/notebook.ts";
import { beginNotebook, openArchitecture, openFile } from "../../src/store/openModel.ts";
import { changeFigure, runFigure, stopFigure, undoChange } from "../../src/store/runFigure.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";

let session: FakeSession;
let book: Notebook;
/** seconds that the clock of the notebook has advanced */
let clock = 0;
const running = () => book.store.getState().running;
const figureSpec = () => book.store.getState().specs.figure;
const erfCalls = () => session.calls.filter((call) => call.startsWith("erf"));
const file = (name: string) => ({ name, blob: new Blob([name]) });

beforeEach(async () => {
  session = new FakeSession();
  clock = 0;
  // every look at the clock costs 0.1 s: a run of the fake takes about a second
  book = createNotebook(createDirectClient(session, fakeInquiry), { now: () => (clock += 100) });
  await beginNotebook(book);
});

describe("a notebook opened with nothing", () => {
  it("opens the example and computes its figure by itself", () => {
    expect(session.calls).toEqual([
      "start auto",
      "open slak-tiny?seed=0",
      "erf 128 stage 2 replknet",
    ]);
    expect(running().figure.status).toBe("done");
    expect(running().untouched).toBe(true);
    expect(running().shown?.spec).toEqual(EXAMPLE_FIGURE);
  });
});

describe("a change of conditions", () => {
  it("runs again by itself when that is cheap", async () => {
    await changeFigure(book, { stage: 3 });
    expect(erfCalls()).toHaveLength(2);
    expect(running().figure.status).toBe("done");
    expect(running().shown?.spec.stage).toBe(3);
  });
  it("marks the figure stale with the expected time when it is not, and runs at the word", async () => {
    await changeFigure(book, { size: 1024 });
    expect(running().figure).toMatchObject({
      status: "stale",
      change: "input size 128 to 1024 px",
    });
    expect(running().expected).toBeGreaterThan(3);
    expect(running().shown?.spec.size).toBe(128);
    expect(erfCalls()).toHaveLength(1);
    await runFigure(book);
    expect(running().figure.status).toBe("done");
    expect(running().shown?.spec.size).toBe(1024);
  });
  it("is undone without computing anything", async () => {
    await changeFigure(book, { size: 1024 });
    await undoChange(book);
    expect(figureSpec()).toEqual(EXAMPLE_FIGURE);
    expect(running().figure.status).toBe("done");
    expect(erfCalls()).toHaveLength(1);
  });
  it("of a protocol with the same raw map reads the map again and computes nothing", async () => {
    const before = book.readings.get(running().shown?.reading ?? "")?.areaRatio;
    await changeFigure(book, { protocol: "slak-figure", scale: "linear" });
    const after = book.readings.get(running().shown?.reading ?? "")?.areaRatio;
    expect(erfCalls()).toHaveLength(1);
    expect(after).not.toEqual(before);
  });
  it("of the protocol to openerf computes another raw map", async () => {
    await changeFigure(book, { protocol: "openerf", scale: "linear" });
    expect(erfCalls()).toEqual(["erf 128 stage 2 replknet", "erf 128 stage 2 openerf"]);
  });
  it("of the colours neither computes nor reads", async () => {
    const readings = book.readings.size;
    await changeFigure(book, { colours: "viridis" });
    expect(running().shown?.spec.colours).toBe("viridis");
    expect([erfCalls().length, book.readings.size]).toEqual([1, readings]);
  });
  it("is described by every condition that differs", () => {
    expect(
      describeChange(EXAMPLE_FIGURE, {
        ...EXAMPLE_FIGURE,
        stage: 4,
        unit: { y: 1, x: 2 },
        size: 224,
      }),
    ).toBe("input size 128 to 224 px, stage 2 to 4, unit centre to 1, 2");
  });
});

describe("a run", () => {
  it("that is stopped keeps the picture that was shown", async () => {
    session.stepMs = 20;
    const run = changeFigure(book, { stage: 3 });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(running().figure.status).toBe("running");
    stopFigure(book);
    await run;
    expect(running().figure.status).toBe("stopped");
    expect(running().shown?.spec.stage).toBe(2);
  });
  it("that is superseded does not overwrite the one that came later", async () => {
    session.stepMs = 5;
    await Promise.all([changeFigure(book, { stage: 3 }), changeFigure(book, { stage: 1 })]);
    expect(running().figure.status).toBe("done");
    expect(running().shown?.spec.stage).toBe(1);
  });
  it("that fails says why and keeps the picture that was shown", async () => {
    session.fault = new FieldbookError("too-large", "Input 128: choose a smaller one.");
    await changeFigure(book, { stage: 3 });
    expect(running().figure).toMatchObject({ status: "failed", error: { code: "too-large" } });
    expect(running().shown?.spec.stage).toBe(2);
  });
  it("after the engine was lost opens the model again first", async () => {
    session.fault = new FieldbookError("device-lost", "The engine stopped unexpectedly.");
    await changeFigure(book, { stage: 3 });
    session.open_.clear();
    await runFigure(book);
    expect(running().figure.status).toBe("done");
    expect(session.calls.slice(-3)).toEqual([
      "start auto",
      "open slak-tiny?seed=0",
      "erf 128 stage 3 replknet",
    ]);
  });
});

describe("what is dropped on the page", () => {
  it("becomes the model when it is no picture, and the figure follows", async () => {
    await takeFiles(book, [file("slak.pth")]);
    expect(running().model.open?.checkpoint?.tensors).toBe(470);
    expect(running().untouched).toBe(false);
    expect(erfCalls()).toHaveLength(2);
    await expect.poll(() => running().model.open?.summary.nonzero).toBe(18_290_000);
  });
  it("becomes the images of the figure when it is a picture", async () => {
    await takeFiles(book, [file("a.png"), file("b.JPG")]);
    expect(figureSpec().images).toEqual({ type: "images", names: ["a.png (5)", "b.JPG (5)"] });
    const shown = running().shown;
    expect(shown && book.results.get(shown.result)?.result.map.count).toBe(2);
  });
  it("leaves the model and the figure as they were when it cannot be read", async () => {
    const before = running();
    await openFile(book, file("bad.pth"));
    expect(running().model.error?.message).toMatch(/^bad\.pth is a web page/);
    expect(running().model.open).toBe(before.model.open);
    expect(running().shown).toBe(before.shown);
    expect(running().figure).toBe(before.figure);
  });
  it("gives way to what was opened after it", async () => {
    await Promise.all([
      openFile(book, file("slak.pth")),
      openArchitecture(book, "convnext-tiny", 1),
    ]);
    expect(running().model.open?.summary.variant).toBe("convnext-tiny");
    expect([...session.open_.keys()]).toEqual([running().model.open?.handle]);
  });
});
