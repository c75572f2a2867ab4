// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ErfCell } from "../../../components/cells/ErfCell.tsx";
import type { Cell, ErfCell as Erf } from "../../../src/domain/document.ts";
import type { RunState } from "../../../src/domain/run.ts";
import type { ErfValue } from "../../../src/domain/stored.ts";
import { readMap } from "../../../src/analysis/readMap.ts";
import { renameModel } from "../../../src/store/actions.ts";
import { createCell } from "../../../src/store/newCell.ts";
import { EMPTY_DOCUMENT, patchRuntime } from "../../../src/store/notebook.ts";
import { erfPart } from "../../../src/store/parts.ts";
import { readingKey } from "../../../src/store/readings.ts";
import { restoreShown, runCell, stopCell } from "../../../src/store/runs.ts";
import { takeFiles } from "../../../src/store/takeFiles.ts";
import { buttonOf, choose, fieldOf, openStage, write, type Stage } from "./stage.tsx";

vi.mock("../../../src/store/takeFiles.ts", () => ({ takeFiles: vi.fn<() => Promise<void>>() }));
vi.mock("../../../src/store/runs.ts", () => ({
  runCell: vi.fn<() => void>(),
  stopCell: vi.fn<() => void>(),
  restoreShown: vi.fn<() => void>(),
}));
const saved = vi.hoisted(() => vi.fn<(content: Blob, name: string) => void>());
vi.mock("../../../components/controls/saveFile.ts", () => ({ saveFile: saved }));

const SIDE = 8;
const MODEL = createCell(EMPTY_DOCUMENT, "model", "m") as Extract<Cell, { type: "model" }>;
const FIRST = createCell({ ...EMPTY_DOCUMENT, cells: [MODEL] }, "erf", "e") as Erf;
const ERF: Erf = { ...FIRST, conditions: { ...FIRST.conditions, size: SIDE, scale: "linear" } };
const VALUE: ErfValue = {
  kind: "erf",
  macs: 0,
  computed: {
    backend: "webgpu",
    adapter: "NVIDIA RTX 4070",
    seconds: 1.5,
    at: "2026-03-12T14:02:00.000Z",
  },
  model: {
    family: "slak",
    variant: "slak-tiny",
    naming: "official",
    dims: [1, 1, 1, 1],
    depths: [3, 3, 9, 3],
    kernelSizes: [51, 49, 47, 13],
    classes: 1000,
    params: 5e7,
    nonzero: null,
    stages: Array.from({ length: 4 }, () => ({
      channels: 1,
      blocks: 1,
      stride: 4,
      field: 999,
      offset: 1.5,
    })),
    normalisation: { mean: [0, 0, 0], std: [1, 1, 1] },
  },
  result: {
    map: {
      height: SIDE,
      width: SIDE,
      sum: new Float64Array(SIDE * SIDE).fill(3),
      count: 3,
      skipped: 1,
    },
    areaRatio: [],
    stage: 2,
    protocol: "replknet",
    featureMap: { height: 2, width: 2 },
    unit: { y: 1, x: 1 },
    backend: "webgpu",
    adapter: "NVIDIA RTX 4070",
    seconds: { load: 0, compute: 1 },
  },
};

let stage: Stage;
const open = (cell: Erf = ERF, others: readonly Cell[] = [MODEL]): HTMLElement => {
  stage = openStage([...others, cell], cell.id, ({ cell: now }) =>
    now.type === "erf" ? <ErfCell cell={now} /> : <></>,
  );
  return stage.element;
};
/** Puts a result on the page, as a run does. */
const show = (run: RunState): void => {
  const resolved = stage.book.store.getState().graph.models.get(ERF.model)!;
  const { key } = erfPart(resolved, ERF.conditions);
  const { protocol, scale } = ERF.conditions;
  stage.book.results.set(key, VALUE);
  stage.book.readings.set(readingKey(key, protocol, scale), {
    ...readMap({ map: VALUE.result.map, protocol, scale }),
    values: new Float32Array(SIDE * SIDE).fill(1),
    max: 1,
    areaRatio: [
      { t: 0.2, side: 5, ratio: 25 / 64 },
      { t: 0.5, side: 7, ratio: 49 / 64 },
      { t: 0.99, side: null, ratio: null },
    ],
    shares: Float32Array.of(9 / 64, 25 / 64, 49 / 64),
  });
  stage.act(() =>
    patchRuntime(stage.book, "e", { run, shown: { cell: ERF, keys: [key] }, expected: 72 }),
  );
};
const DONE: RunState = { status: "done", result: "r", seconds: 1.5 };

beforeEach(() => vi.clearAllMocks());
afterEach(() => stage.close());

describe("a field", () => {
  it("keeps its place while it is not computed, and runs at a word", () => {
    const element = open();
    expect(element.textContent).toContain("The map of one unit will stand here.");
    stage.act(() => buttonOf(element, "Run").click());
    expect(runCell).toHaveBeenCalledExactlyOnceWith(stage.book, "e");
    expect(element.querySelector("table, .provenance")).toBeNull();
  });
  it("stands with its table, a caption of what it shows, and where it came from", () => {
    const element = open();
    show(DONE);
    expect(element.querySelector("h2")?.textContent).toBe(
      "Figure 1 Effective receptive field of one unit",
    );
    const cells = [...element.querySelectorAll("table.area td[data-t]")].map(
      (td) => td.textContent,
    );
    expect(cells).toEqual(["0.3915 px", "0.7667 px", "not reached"]);
    const caption = element.querySelector(".caption .markdown")!.textContent;
    expect(caption).toContain("SLaK-T (untrained, random weights of seed 0): contribution");
    expect(caption).toContain("unit (1, 1) of stage 2");
    expect(caption).toContain("within the centred square of 7 px");
    const source = element.querySelector(".provenance")!.textContent;
    expect(source).toContain("weights slak-tiny, seed 0");
    expect(source).toContain("1 skipped");
    expect(source).toContain("webgpu, NVIDIA RTX 4070");
  });
  it("does not speak of weights that its model no longer has", () => {
    const element = open();
    show(DONE);
    stage.act(() => renameModel(stage.book, "m", "other"));
    expect(element.querySelector(".provenance b")).toBeNull();
    expect(element.querySelector(".caption .markdown")?.textContent).toMatch(
      /^SLaK-T: contribution/,
    );
  });
  it("leaves its controls out while they are hidden", () => {
    const element = open({ ...ERF, bare: true });
    show(DONE);
    expect(element.querySelector(".conditions, .edit")).toBeNull();
    expect(element.querySelector("table.area")).not.toBeNull();
  });
});

describe("the conditions of a field", () => {
  it("always say protocol, size and training, and a protocol brings its scale", () => {
    const element = open();
    expect(fieldOf(element, "Input size").value).toBe(String(SIDE));
    expect(element.querySelector(".fact")?.textContent).toBe("random");
    stage.act(() => choose(fieldOf(element, "Protocol"), "vmamba"));
    expect(stage.cell("e", "erf").conditions).toEqual({
      ...ERF.conditions,
      protocol: "vmamba",
      scale: "power",
    });
  });
  it("show a model that no cell defines any more", () => {
    const element = open({ ...ERF, model: "gone" });
    const list = fieldOf(element, "Model");
    expect([...list.options].map(({ text }) => text)).toEqual(["gone (missing)", "slak"]);
    stage.act(() => choose(list, "slak"));
    expect(stage.cell("e", "erf").model).toBe("slak");
  });
  it("take pictures for this cell", () => {
    const element = open();
    const input = element.querySelector<HTMLInputElement>(".conditions input[type=file]")!;
    const file = new File(["x"], "cat.png");
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    stage.act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
    expect(takeFiles).toHaveBeenCalledExactlyOnceWith(
      stage.book,
      [{ name: "cat.png", blob: file }],
      "e",
    );
  });
});

describe("what keeps a field from being what is asked for", () => {
  const alert = (): Element => stage.element.querySelector(".notice")!;
  it("is a change, with the time it would take and the way back", () => {
    const element = open();
    show({ status: "stale", last: "r", change: "stage 2 to 3" });
    expect(alert().textContent).toContain("Out of date. Changed: stage 2 to 3.");
    expect(alert().textContent).toContain("about 1 min 12 s");
    expect(element.querySelector(".figure-body")?.getAttribute("data-old")).toBe("true");
    stage.act(() => buttonOf(element, "Undo the change").click());
    expect(restoreShown).toHaveBeenCalledExactlyOnceWith(stage.book, "e");
  });
  it("is a run that was stopped or failed", () => {
    const element = open();
    show({ status: "stopped", last: "r" });
    expect(alert().textContent).toContain("drawn before the run that you stopped");
    const error = { code: "device-lost", message: "The GPU went away.", data: {} } as const;
    show({ status: "failed", error, last: null });
    expect(alert().textContent).toContain("The figure was not computed. The GPU went away.");
    stage.act(() => buttonOf(element, "Run again").click());
    expect(runCell).toHaveBeenCalledExactlyOnceWith(stage.book, "e");
  });
  it("is a file that is not here, to be chosen", () => {
    open();
    const error = { code: "missing-file", message: "slak.pth is not here.", data: {} } as const;
    show({ status: "failed", error, last: null });
    expect(alert().textContent).toContain("A file is not here. slak.pth is not here.");
    expect(alert().querySelector("input[type=file]")).not.toBeNull();
  });
  it("is a run under way, which can be stopped", () => {
    const element = open();
    const progress = { done: 25, total: 100, images: { done: 1, total: 4 }, at: "stages.1.0" };
    const first = { at: 0, done: 0 };
    show({ status: "running", run: 1, startedAt: 0, now: 3000, progress, first, last: "r" });
    expect(element.querySelector(".progress .left")?.textContent).toBe("9 s left");
    expect(element.querySelector("progress")?.value).toBe(0.25);
    stage.act(() => buttonOf(element, "Stop").click());
    expect(stopCell).toHaveBeenCalledExactlyOnceWith(stage.book, "e");
  });
});

describe("a figure's own words", () => {
  it("are a title, written in its place and kept at once", () => {
    const element = open();
    stage.act(() => element.querySelector<HTMLButtonElement>("h2 button")!.click());
    const field = element.querySelector<HTMLTextAreaElement>("h2 textarea")!;
    expect(document.activeElement).toBe(field);
    stage.act(() => write(field, "Far\nand wide"));
    expect(stage.cell("e", "erf").title).toBe("Far and wide");
    stage.act(
      () => void field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })),
    );
    expect(element.querySelector("h2")?.textContent).toBe("Figure 1 Far and wide");
  });
  it("are a caption in Markdown, beginning with what the figure says by itself", () => {
    const element = open();
    show(DONE);
    stage.act(() => buttonOf(element, "Edit the caption").click());
    const field = element.querySelector<HTMLTextAreaElement>(".caption-source")!;
    expect(field.value).toContain("contribution of every input pixel");
    stage.act(() => write(field, "My *words*"));
    stage.act(() => field.blur());
    expect(stage.cell("e", "erf").caption).toBe("My *words*");
    expect(element.querySelector(".caption em")?.textContent).toBe("words");
  });
});

describe("a field taken away", () => {
  it("is a map for NumPy and for spreadsheets", async () => {
    const element = open();
    show(DONE);
    stage.act(() => buttonOf(element, "npy").click());
    stage.act(() => buttonOf(element, "CSV").click());
    await vi.waitFor(() => expect(saved).toHaveBeenCalledTimes(2));
    const files = saved.mock.calls.map(([blob, name]) => [name, blob.size]);
    expect(files[0]).toEqual(["erf-slak-tiny-stage2-8.npy", 128 + 4 * SIDE * SIDE]);
    expect(await saved.mock.calls[1]?.[0].text()).toBe(
      `${Array(SIDE).fill("1.0000000").join()}\n`.repeat(SIDE),
    );
  });
  it("is a link to its cell, and a citation", async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();
    const element = open();
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText } });
    show(DONE);
    stage.act(() => buttonOf(element, "Link").click());
    expect(stage.copyLink).toHaveBeenCalledExactlyOnceWith("e");
    stage.act(() => buttonOf(element, "Copy citation").click());
    await vi.waitFor(() => expect(writeText).toHaveBeenCalledOnce());
    const [text] = writeText.mock.calls[0]!;
    expect(text).toContain("Effective receptive field of slak. SLaK-T (untrained, slak-tiny");
    expect(text).toMatch(/1701\.04128[^]*2207\.03620/);
  });
  it("says why when it cannot be, and offers no file of nothing", async () => {
    const element = open();
    expect([...element.querySelectorAll(".menu button")].map((b) => b.textContent)).toEqual([
      "Link",
    ]);
    show(DONE);
    stage.act(() => buttonOf(element, "SVG").click());
    await vi.waitFor(() => expect(stage.book.store.getState().notices).toHaveLength(1));
    expect(stage.book.store.getState().notices[0]?.text).toBe(
      "No SVG was made: the figure is not drawn yet.",
    );
  });
});
