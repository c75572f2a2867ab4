// @vitest-environment jsdom
import { NO_EDITS } from "../../../src/domain/document.ts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ModelCell } from "../../../components/cells/ModelCell.tsx";
import type { Cell, CellEdits, ModelOrigin } from "../../../src/domain/document.ts";
import type { ModelSummary } from "../../../src/domain/model.ts";
import type { CountValue, ModelValue } from "../../../src/domain/stored.ts";
import { createCell } from "../../../src/store/newCell.ts";
import { EMPTY_DOCUMENT, patchRuntime } from "../../../src/store/notebook.ts";
import { countPart, modelPart } from "../../../src/store/parts.ts";
import { takeFiles } from "../../../src/store/takeFiles.ts";
import { buttonOf, choose, fieldOf, openStage, write, type Stage } from "./stage.tsx";

vi.mock("../../../src/store/takeFiles.ts", () => ({ takeFiles: vi.fn<() => Promise<void>>() }));
vi.mock("../../../src/store/runs.ts", () => ({ runCell: vi.fn<() => void>() }));

const SHA = "3f9a".repeat(16);
const FILE: ModelOrigin = {
  type: "file",
  file: { name: "slak.pth", bytes: 203e6, sha256: SHA },
  weights: null,
};
const RANDOM: ModelOrigin = { type: "random", architecture: "slak-tiny", seed: 0 };
const SUMMARY: ModelSummary = {
  family: "slak",
  variant: "slak-tiny",
  naming: "official",
  dims: [96, 192, 384, 768],
  depths: [3, 3, 9, 3],
  kernelSizes: [51, 49, 47, 13],
  classes: 1000,
  params: 50_700_000,
  nonzero: null,
  stages: [],
  layers: [{ name: "l", block: "stages.0.0", kernel: [51, 5], sparsity: null }],
  unmatched: [],
  missing: [],
  normalisation: { mean: [0, 0, 0], std: [1, 1, 1] },
};
const CHECKPOINT: ModelValue["checkpoint"] = {
  format: "torch zip",
  tensors: 470,
  wrapper: "model",
  choices: [
    { key: "model", tensors: 470, params: 1 },
    { key: "model_ema", tensors: 470, params: 1 },
  ],
};
const model = (name: string, origin: ModelOrigin, edits: Partial<CellEdits> = {}): Cell => ({
  ...(createCell(EMPTY_DOCUMENT, "model", name) as Extract<Cell, { type: "model" }>),
  name,
  origin,
  edits: { ...NO_EDITS, ...edits },
});
const erf = (of: string): Cell => ({
  ...(createCell(EMPTY_DOCUMENT, "erf", `erf_${of}`) as Extract<Cell, { type: "erf" }>),
  model: of,
});

let stage: Stage;
beforeEach(() => vi.clearAllMocks());
afterEach(() => stage.close());
const open = (cells: readonly Cell[], shown = "slak"): HTMLElement => {
  stage = openStage(cells, shown, ({ cell }) =>
    cell.type === "model" ? <ModelCell cell={cell} /> : <></>,
  );
  return stage.element;
};
/** Makes it known what a model is, as a run does. */
const know = (name: string, value: Partial<ModelValue> = {}, nonzero?: number): void => {
  const resolved = stage.book.store.getState().graph.models.get(name)!;
  const known: ModelValue = { kind: "model", summary: SUMMARY, checkpoint: null, ...value };
  const count: CountValue = { kind: "count", nonzero: nonzero ?? 0, layers: [] };
  const key = modelPart(resolved).key;
  stage.book.results.set(key, known);
  if (nonzero !== undefined) stage.book.results.set(countPart(resolved).key, count);
  const cell = stage.cell(name, "model");
  stage.act(() => patchRuntime(stage.book, name, { shown: { cell, keys: [key] } }));
};

describe("the card of a model", () => {
  it("stands as soon as the model is opened, and counts its zeros when they are counted", () => {
    const element = open([model("slak", RANDOM)]);
    expect(element.querySelector("h2")?.textContent).toBe("Not opened");
    know("slak");
    expect(element.querySelector("h2")?.textContent).toBe("SLaK-T");
    expect(element.textContent).toContain("50.70\u202fM");
    expect(element.textContent).toContain("counting");
    expect(element.querySelector(".badge")?.textContent).toBe("untrained");
    expect(element.querySelectorAll(".footprints svg")).toHaveLength(4);
    know("slak", {}, 30_480_000);
    expect(element.textContent).toContain("30.48\u202fM");
  });

  it("says aloud which tensors found no place", () => {
    const element = open([model("slak", FILE)]);
    know("slak", {
      checkpoint: CHECKPOINT,
      summary: {
        ...SUMMARY,
        unmatched: [{ name: "head.bias", dtype: "f32", shape: [5] }],
        missing: [{ name: "norm.weight", shape: [768] }],
      },
    });
    expect(element.querySelector(".badge.bad")?.textContent).toBe("1 unmatched, 1 missing");
    const lines = [...element.querySelectorAll(".odd li")].map(({ textContent }) => textContent);
    expect(lines).toEqual([
      "norm.weight [768]: in the network, not in the file",
      "head.bias [5]: in the file, not in the network",
    ]);
  });

  it("of a file that lacks tensors lists them, and draws from it only when a person insists", async () => {
    const element = open([model("slak", FILE)]);
    const asked: unknown[] = [];
    stage.book.files.set(SHA, { name: "slak.pth", blob: new Blob() });
    stage.book.client.inspect = (params) => {
      asked.push(params.allowMissing);
      const missing = [
        { name: "a.weight", shape: [4], found: [5] },
        { name: "b.bias", shape: [8], nearest: "b.bias_ema" },
      ];
      return Promise.resolve({ ...SUMMARY, ...CHECKPOINT!, missing });
    };
    const error = { code: "bad-checkpoint", message: "slak.pth: …", data: { missing: 2 } } as const;
    stage.act(() =>
      patchRuntime(stage.book, "slak", { run: { status: "failed", error, last: null } }),
    );
    await vi.waitFor(() => {
      stage.act(() => {});
      expect(element.querySelector(".odd")).not.toBeNull();
    });
    const lines = [...element.querySelectorAll(".odd li")].map(({ textContent }) => textContent);
    expect(lines).toEqual([
      "a.weight [4]: the file has [5] under this name",
      "b.bias [8]: in the network, not in the file, the nearest there is b.bias_ema",
    ]);
    expect(asked).toEqual([true]);
    stage.act(() => buttonOf(element, "Take what is missing as zeros").click());
    expect(stage.cell("slak", "model").origin).toEqual({ ...FILE, allowMissing: true });
    expect(element.querySelector(".filed")?.textContent).toContain("sha256 3f9a…\u20603f9a");
  });

  it("asks for a file that is not here, and gives it to this cell", () => {
    const element = open([model("slak", FILE)]);
    const message = "slak.pth (203.0 MB, sha256 3f9a3f9a…) is not here: drop it on the page.";
    stage.act(() =>
      patchRuntime(stage.book, "slak", {
        run: {
          status: "failed",
          error: { code: "missing-file", message, data: {} },
          last: null,
        },
      }),
    );
    const notice = element.querySelector("[role=alert]")!;
    expect(notice.textContent).toContain(`These weights are not here. ${message}`);
    const input = notice.querySelector<HTMLInputElement>("input[type=file]")!;
    const file = new File(["x"], "slak.pth");
    Object.defineProperty(input, "files", { value: [file], configurable: true });
    stage.act(() => void input.dispatchEvent(new Event("change", { bubbles: true })));
    expect(takeFiles).toHaveBeenCalledExactlyOnceWith(
      stage.book,
      [{ name: "slak.pth", blob: file }],
      "slak",
    );
  });
});

describe("the name of a model", () => {
  const field = (): HTMLInputElement => stage.element.querySelector<HTMLInputElement>("input.var")!;
  const enter = (text: string): void => {
    stage.act(() => write(field(), text));
    stage.act(
      () =>
        void field().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })),
    );
  };
  it("changes wherever it is spoken of", () => {
    open([model("slak", RANDOM), erf("slak")]);
    enter("slak_t");
    expect(stage.cell("slak", "model").name).toBe("slak_t");
    expect(stage.cell("erf_slak", "erf").model).toBe("slak_t");
  });
  it.each([
    ["Slak T", /is no name for a model/],
    ["other", /Another model is called/],
  ])("%j is refused at the field, and nothing changes", (text, sentence) => {
    open([model("slak", RANDOM), model("other", RANDOM)]);
    enter(text);
    expect(field().getAttribute("aria-invalid")).toBe("true");
    const problem = stage.element.querySelector("[role=alert]")!;
    expect(problem.textContent).toMatch(sentence);
    expect(field().getAttribute("aria-describedby")).toBe(problem.id);
    expect(stage.cell("slak", "model").name).toBe("slak");
    enter("fine");
    expect(stage.cell("slak", "model").name).toBe("fine");
    expect(stage.element.querySelector("[role=alert]")).toBeNull();
  });
});

describe("the weights of a model", () => {
  it("are another architecture or seed, whose edits begin anew", () => {
    const element = open([model("slak", RANDOM, { sparsity: 0.4 })]);
    stage.act(() => choose(fieldOf(element, "Architecture"), "replknet-31b"));
    expect(stage.cell("slak", "model")).toMatchObject({
      origin: { type: "random", architecture: "replknet-31b", seed: 0 },
      edits: NO_EDITS,
    });
  });
  it("are an edited copy of another model, never of itself", () => {
    const element = open([model("other", RANDOM), model("slak", RANDOM)]);
    stage.act(() => choose(fieldOf(element, "Weights"), "model"));
    expect(stage.cell("slak", "model").origin).toEqual({ type: "model", model: "other" });
    expect([...fieldOf(element, "Copy of").options].map(({ value }) => value)).toEqual(["other"]);
  });
  it("are any state_dict of the file", () => {
    const element = open([model("slak", FILE)]);
    know("slak", { checkpoint: CHECKPOINT });
    const list = fieldOf(element, "State dict");
    expect(list.value).toBe("model");
    stage.act(() => choose(list, "model_ema"));
    expect(stage.cell("slak", "model").origin).toMatchObject({ weights: "model_ema" });
  });
});

describe("the edits of a model", () => {
  const sides = (): readonly number[] | null => stage.cell("slak", "model").edits.kernelSizes;
  it("make a random network with any kernel sides", () => {
    const element = open([model("slak", RANDOM)]);
    know("slak");
    stage.act(() => choose(fieldOf(element, "Kernel sides"), "61"));
    expect(sides()).toEqual([61, 59, 57, 13]);
    stage.act(() => choose(fieldOf(element, "Kernel sides"), "made"));
    expect(sides()).toBeNull();
    const [first] = element.querySelectorAll(".sides[role=group]");
    stage.act(() => buttonOf(first!, "Larger").click());
    expect(sides()).toEqual([53, 49, 47, 13]);
  });
  it("only crop the kernels of a file", () => {
    const element = open([model("slak", FILE)]);
    know("slak", { checkpoint: CHECKPOINT });
    const list = fieldOf(element, "Kernel sides");
    expect([...list.options].map(({ value }) => value)).toEqual(["made", "7", "13", "31", "51"]);
    const [first] = element.querySelectorAll(".sides[role=group]");
    expect(buttonOf(first!, "Larger").disabled).toBe(true);
    stage.act(() => buttonOf(first!, "Smaller").click());
    expect(sides()).toEqual([49, 49, 47, 13]);
    // the limit is what the file has, also now
    expect(buttonOf(element.querySelector(".sides[role=group]")!, "Larger").disabled).toBe(false);
  });
  it("count zeros when the slider is let go", () => {
    const element = open([model("slak", RANDOM)]);
    know("slak");
    const slider = element.querySelector<HTMLInputElement>("input[type=range]")!;
    stage.act(() => write(slider, "40"));
    expect(stage.cell("slak", "model").edits.sparsity).toBeNull();
    stage.act(() => void slider.dispatchEvent(new Event("pointerup", { bubbles: true })));
    expect(stage.cell("slak", "model").edits.sparsity).toBe(0.4);
  });
  it("are not offered where there are no depthwise kernels, nor while controls are hidden", () => {
    const element = open([model("slak", RANDOM)]);
    know("slak", { summary: { ...SUMMARY, family: "vit", variant: "vit-base-16" } });
    expect(element.textContent).toContain("no depthwise kernels");
    expect(element.querySelector(".sides")).toBeNull();
    stage.close();
    const bare = open([{ ...model("slak", RANDOM), bare: true }]);
    know("slak");
    expect(bare.querySelector("h2")?.textContent).toBe("SLaK-T");
    expect(bare.querySelector("select, input[type=range]")).toBeNull();
  });
});
