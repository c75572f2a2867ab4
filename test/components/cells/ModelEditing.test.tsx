// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { ModelEditing } from "../../../components/cells/ModelEditing.tsx";
import { ModelMore } from "../../../components/cells/ModelMore.tsx";
import { sayAmount, sayChange } from "../../../components/cells/ModelNumbers.tsx";
import { Specimen } from "../../../components/cells/Specimen.tsx";
import { useModel } from "../../../components/cells/useModel.ts";
import {
  type Cell,
  type CellEdits,
  type ModelOrigin,
  NO_EDITS,
} from "../../../src/domain/document.ts";
import type { ModelSummary } from "../../../src/domain/model.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import { createCell } from "../../../src/store/newCell.ts";
import { EMPTY_DOCUMENT, patchRuntime } from "../../../src/store/notebook.ts";
import { countPart, modelPart } from "../../../src/store/parts.ts";
import { fakeSummary } from "../../helpers/fakeSession.ts";
import { choose, fieldOf, openStage, write, type Stage } from "./stage.tsx";

vi.mock("../../../src/store/runs.ts", () => ({ runCell: vi.fn<() => void>() }));

const FILE: ModelOrigin = {
  type: "file",
  file: { name: "slak.pth", bytes: 203e6, sha256: "3f9a".repeat(16) },
  weights: null,
};
const layer = (branch: string) => ({
  name: `stages.0.0.large_kernel.${branch}.conv.weight`,
  block: "stages.0.0",
  kernel: [51, 5] as const,
  sparsity: null,
});
const SLAK: ModelSummary = {
  ...fakeSummary("slak-tiny"),
  params: 50e6,
  macs: 8e9,
  layers: ["LoRA1", "LoRA2", "small_conv"].map(layer),
};

const model = (edits: Partial<CellEdits>): Cell & { type: "model" } => ({
  ...(createCell(EMPTY_DOCUMENT, "model", "net") as Extract<Cell, { type: "model" }>),
  name: "net",
  origin: FILE,
  edits: { ...NO_EDITS, ...edits },
});
function Editing({ cell }: { readonly cell: Cell }) {
  // the card keeps what it showed while another is opened
  const kept = { kind: "model", summary: SLAK, checkpoint: null } as const;
  const { model: now, count } = useModel("net");
  if (cell.type !== "model") return <></>;
  const value = now ?? kept;
  return (
    <>
      <Specimen cell={cell} value={value} count={count} root={null} />
      <ModelEditing cell={cell} value={value} count={count} />
      <ModelMore cell={cell} value={value} />
    </>
  );
}
let stage: Stage;
afterEach(() => stage.close());
/** The network as a run would know it: unedited, and with the edits. */
function open(edits: Partial<CellEdits>, after: Partial<ModelSummary> = {}): HTMLElement {
  stage = openStage([model(edits)], "net", Editing);
  const { results } = stage.book;
  for (const [own, summary, nonzero] of [
    [{}, SLAK, 50e6],
    [edits, { ...SLAK, ...after }, 30e6],
  ] as const) {
    const cells = [model(own)];
    const resolved = buildGraph({ title: "", extra: {}, cells }).models.get("net")!;
    results.set(modelPart(resolved).key, { kind: "model", summary, checkpoint: null });
    results.set(countPart(resolved).key, {
      kind: "count",
      nonzero,
      layers: [],
      macs: nonzero * 160,
    });
  }
  stage.act(() => patchRuntime(stage.book, "net", {}));
  return stage.element;
}
const edits = (): CellEdits => stage.cell("net", "model").edits;

it("a crop keeps to what the file has; interpolated kernels grow", () => {
  const element = open({});
  expect([...fieldOf(element, "Kernel sides").options].map(({ value }) => value)).not.toContain(
    "61",
  );
  stage.act(() => choose(fieldOf(element, "Weights come to other sides"), "resample"));
  expect(edits().kernelMode).toBe("resample");
});

it("back to a crop, sides come down to what the file has", () => {
  const element = open({ kernelSizes: [61, 59, 57, 13], kernelMode: "resample" });
  expect(fieldOf(element, "Kernel sides").value).toBe("61");
  stage.act(() => choose(fieldOf(element, "Weights come to other sides"), "crop"));
  expect(edits()).toMatchObject({ kernelMode: "crop", kernelSizes: [51, 49, 47, 13] });
});

it("branches go one by one, and the last stays", () => {
  const element = open({ off: ["horizontal", "small"] });
  const boxes = [...element.querySelectorAll<HTMLInputElement>(".branches input")];
  expect(boxes.map(({ checked, disabled }) => [checked, disabled])).toEqual([
    [false, false],
    [true, true],
    [false, false],
  ]);
  stage.act(() => boxes[2]!.click());
  expect(edits().off).toEqual(["horizontal"]);
});

it("zeros have a method and a scope, which ERK does without", () => {
  const element = open({ sparsity: 0.4 });
  stage.act(() => choose(fieldOf(element, "Share of"), "global"));
  stage.act(() => choose(fieldOf(element, "Which become zero"), "erk"));
  expect(edits()).toMatchObject({ pruning: "erk", pruningScope: "global", sparsity: 0.4 });
});

it("a file can be untrained, with a seed", () => {
  const element = open({});
  stage.act(() => fieldOf(element, "Untrained").click());
  expect(edits().untrained).toBe(0);
});

it("keeps the room for what edits change, so that nothing below moves (regression)", () => {
  const rows = (element: HTMLElement): readonly (number | undefined)[] => [
    element.querySelectorAll(".changed dl > div").length,
    element.querySelectorAll(".changed .by").length,
    element.querySelector(".changed")?.children.length,
  ];
  const without = rows(open({}));
  stage.close();
  expect(rows(open({ sparsity: 0.4 }))).toEqual(without);
  expect(without).toEqual([4, 4, 2]);
});

it("says what the edits change in parameters, nonzeros and multiply-accumulates", () => {
  const element = open({ sparsity: 0.4 }, { params: 50e6, macs: 8e9 });
  const told = [...element.querySelectorAll(".changed dl > div")].map((row) => row.textContent);
  expect(told).toEqual([
    "parameters50.00\u202fMthe same",
    "nonzero30.00\u202fM−40.0\u202f%",
    "MACs8.000\u202fGthe same",
    "MACs without zeros4.800\u202fG−40.0\u202f%",
  ]);
  expect(sayAmount(8_704_800_000)).toBe("8.705\u202fG");
  expect([sayChange(100, 104), sayChange(1e6, 1e6 - 1)]).toEqual([
    "+4.0\u202f%",
    "−less than 0.1\u202f%",
  ]);
});

it("a slider counts as soon as it is dragged, and then at most four times a second (regression)", () => {
  const element = open({});
  const slider = element.querySelector<HTMLInputElement>("input[type=range]")!;
  vi.useFakeTimers();
  const dragTo = (percent: string, ms: number): number | null => {
    stage.act(() => write(slider, percent));
    stage.act(() => void vi.advanceTimersByTime(ms));
    return edits().sparsity;
  };
  expect(dragTo("20", 50)).toBe(0.2);
  expect(dragTo("25", 50)).toBe(0.2);
  expect(dragTo("30", 50)).toBe(0.2);
  expect(dragTo("35", 110)).toBe(0.35);
  vi.useRealTimers();
});

it("a slider that is dragged counts as it rests, and is one step to undo", () => {
  const element = open({});
  const slider = element.querySelector<HTMLInputElement>("input[type=range]")!;
  vi.useFakeTimers();
  for (const percent of ["20", "40", "60"]) {
    stage.act(() => write(slider, percent));
    stage.act(() => void vi.advanceTimersByTime(300));
    expect(edits().sparsity).toBe(Number(percent) / 100);
  }
  vi.useRealTimers();
  expect(stage.book.store.getState().history.changes).toHaveLength(1);
});
