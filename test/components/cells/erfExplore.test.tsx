// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PLAIN_VIEW, type ErfCell } from "../../../src/domain/document.ts";
import { undo } from "../../../src/store/editing.ts";
import { encodeCsv, encodeNpy } from "../../../src/store/encodeMap.ts";
import { runtimeOf } from "../../../src/store/notebook.ts";
import { erfOf } from "../../../src/store/results.ts";
import { stopCell } from "../../../src/store/runs.ts";
import { startReacting } from "../../../src/store/reacting.ts";
import {
  choose,
  click,
  CONDITIONS,
  figure,
  modelCell,
  openBench,
  readTable,
  stubPage,
  write,
  type Bench,
} from "./figureBench.tsx";

const SIDE = CONDITIONS.size;
const ERF: ErfCell = {
  ...figure("e"),
  type: "erf",
  model: "slak",
  conditions: CONDITIONS,
  untrained: false,
  view: PLAIN_VIEW,
};
const EIGHT = { type: "dead-leaves", count: 8, seed: 0 } as const;
const MODEL = modelCell("slak", "slak-tiny");
let bench: Bench;
const open = async (cell: ErfCell = ERF): Promise<void> => {
  bench = await openBench([MODEL, cell]);
  await bench.run();
};
const cellNow = (): ErfCell =>
  bench.book.store.getState().document.cells.find(({ type }) => type === "erf") as ErfCell;
const find = (selector: string): HTMLElement => bench.element.querySelector<HTMLElement>(selector)!;
const readout = (): string => find(".readout").textContent;
const result = () => erfOf(bench.book, runtimeOf(bench.book, "e").shown?.keys[0])!.result;
const steps = (): number => bench.book.store.getState().history.cursor;

/** A pointer over a pixel of the map, whose surface is stretched to 640 px. */
function point(type: string, x: number, y: number): Promise<void> {
  const surface = find(".map-surface");
  surface.getBoundingClientRect = () => ({ left: 0, top: 0, width: 640, height: 640 }) as DOMRect;
  const at = { clientX: (x + 0.5) * (640 / SIDE), clientY: (y + 0.5) * (640 / SIDE) };
  const event = new MouseEvent(type, { bubbles: true, button: 0, ...at });
  Object.assign(event, { pointerType: "mouse", pointerId: 1 });
  return act(async () => void surface.dispatchEvent(event));
}
const press = (key: string, shiftKey = false): Promise<void> =>
  act(
    async () =>
      void find(".map-surface").dispatchEvent(
        new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }),
      ),
  );
const checkbox = (label: string): HTMLInputElement => {
  const of = [...bench.element.querySelectorAll("label")].find((own) => own.textContent === label);
  return bench.element.querySelector(`[id="${of?.htmlFor}"]`)!;
};

beforeEach(stubPage);
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("the unit of a field", () => {
  // stage 2 of the model: stride 8, offset 4, so unit i has its centre at pixel 4 + 8i
  it("goes to the cell under the pointer when the map is clicked", async () => {
    await open();
    await point("pointerdown", 13, 50);
    await point("pointerup", 13, 50);
    expect(cellNow().conditions.unit).toEqual({ y: 6, x: 1 });
  });
  it("follows a drag as one step of the history", async () => {
    await open();
    const before = steps();
    await point("pointerdown", 20, 20);
    for (let x = 20; x < 60; x++) await point("pointermove", x, 20);
    await point("pointerup", 59, 20);
    expect(cellNow().conditions.unit).toEqual({ y: 2, x: 7 });
    expect(steps()).toBe(before + 1);
    act(() => undo(bench.book));
    expect(cellNow().conditions.unit).toBe("center");
  });
  it("stays where it is while a magnified map is dragged, and goes to the pixel that is clicked there", async () => {
    await open();
    const place = (): string => {
      const { left, top, width } = find(".heatmap canvas.map").style;
      return [left, top, width].map((own) => Math.round(parseFloat(own))).join(" ");
    };
    const whole = place();
    await click(find('[aria-label="Zoom in"]'));
    expect(find(".zoom output").textContent).toBe("2×");
    const magnified = place();
    expect(parseFloat(magnified.split(" ")[2]!)).toBe(2 * parseFloat(whole.split(" ")[2]!));
    // the middle half is shown: 64 px of the screen are 3.2 px of the input
    await point("pointerdown", 30, 30);
    await point("pointermove", 14, 22);
    await point("pointerup", 14, 22);
    expect(place()).not.toBe(magnified);
    expect(cellNow().conditions.unit).toBe("center");
    // shown from x 24, y 20 on: the middle of the surface is pixel 40, 36
    await point("pointermove", 31.6, 31.6);
    expect(readout()).toContain("At x 40, y 36 px");
    await point("pointerdown", 31.6, 31.6);
    await point("pointerup", 31.6, 31.6);
    expect(cellNow().conditions.unit).toEqual({ y: 4, x: 5 });
    await press("0");
    expect(place()).toBe(whole);
  });
  it("is asked for anew only when the field under way is there, or the drag ends", async () => {
    // one image has nothing coarse to show
    await open({ ...ERF, conditions: { ...CONDITIONS, images: { ...EIGHT, count: 1 } } });
    const stop = startReacting(bench.book);
    bench.session.stepMs = 100;
    await point("pointerdown", 4, 4);
    await point("pointermove", 12, 4);
    await act(() =>
      vi.waitFor(() => expect(runtimeOf(bench.book, "e").run.status).toBe("running")),
    );
    await point("pointermove", 20, 4);
    await point("pointermove", 28, 4);
    expect(cellNow().conditions.unit).toEqual({ y: 0, x: 1 });
    await act(() =>
      vi.waitFor(() => expect(cellNow().conditions.unit).toEqual({ y: 0, x: 3 }), 10_000),
    );
    expect(bench.session.calls.filter((call) => call.startsWith("erf"))).toHaveLength(3);
    await point("pointerup", 60, 4);
    expect(cellNow().conditions.unit).toEqual({ y: 0, x: 7 });
    stop();
  });
  it("answers coarsely while it is dragged, by the first images, and says so", async () => {
    await open({ ...ERF, conditions: { ...CONDITIONS, images: EIGHT } });
    const stop = startReacting(bench.book);
    bench.session.stepMs = 60;
    const before = find(".caption").textContent;
    expect(before).not.toContain("so far");
    await point("pointerdown", 4, 4);
    await point("pointermove", 12, 4);
    await act(() =>
      vi.waitFor(() => expect(find(".caption").textContent).toContain("unit (0, 1)"), 3000),
    );
    expect(find(".caption").textContent).toMatch(/mean over so far the first [124] of 8 images/);
    expect(find(".figure-body").dataset["old"]).toBeUndefined();
    // the coarse answer makes way at once
    await point("pointermove", 28, 4);
    await act(() =>
      vi.waitFor(() => expect(find(".caption").textContent).toContain("unit (0, 3)"), 3000),
    );
    await point("pointerup", 28, 4);
    await act(async () => stopCell(bench.book, "e"));
    expect(find(".caption").textContent).toContain(before);
    stop();
  });
  it("is put where the cross-hair is by Enter", async () => {
    await open();
    await press("ArrowLeft", true);
    await press("ArrowLeft", true);
    await press("ArrowUp", true);
    expect(readout()).toContain("At x 16, y 24 px");
    await press("Enter");
    expect(cellNow().conditions.unit).toEqual({ y: 3, x: 2 });
  });
  it("is put where the keys went although the map moved under a pointer that rests (regression)", async () => {
    await open();
    await point("pointermove", 40, 40);
    await press("ArrowLeft", true);
    await press("ArrowUp", true);
    // what a browser reports by itself after the page was laid out anew
    await point("pointermove", 40, 40);
    await point("pointerout", 40, 40);
    expect(readout()).toContain("At x 32, y 32 px");
    await press("Enter");
    expect(cellNow().conditions.unit).toEqual({ y: 4, x: 4 });
    await point("pointerout", 70, 40);
    expect(readout()).not.toContain("At x");
  });
  it("stays at its place of the input when another stage is chosen", async () => {
    await open({ ...ERF, conditions: { ...CONDITIONS, unit: { y: 1, x: 6 }, block: 0 } });
    await choose(bench.element, "Stage", "1");
    expect(cellNow().conditions).toMatchObject({ stage: 1, block: null, unit: { y: 3, x: 13 } });
  });
});

describe("the conditions under More", () => {
  const more = (): HTMLElement => find(".more button");
  it("stay open while the page does, and what matters of them is said when they are closed", async () => {
    await open({
      ...ERF,
      id: "kept",
      view: { ...PLAIN_VIEW, overlay: 0.4 },
      conditions: { ...CONDITIONS, block: 1, target: { channel: 3, relu: true } },
    });
    const rest = (): HTMLElement =>
      bench.element.querySelector(`[id="${more().getAttribute("aria-controls")}"]`)!;
    expect(more().textContent).toBe(
      "More map at 40 % over the image, after block 1, channel 3, rectified, 2 images, linear",
    );
    expect([more().getAttribute("aria-expanded"), rest().hidden]).toEqual(["false", true]);
    const shown = [...bench.element.querySelectorAll(".conditions:not(.rest) > .field")].map(
      (field) => field.querySelector("label, .label")?.textContent,
    );
    expect(shown).toEqual(["Model", "Protocol", "Input size", "Weights", "Stage", "Unit", "More"]);
    await click(more());
    expect([more().getAttribute("aria-expanded"), rest().hidden]).toEqual(["true", false]);
    bench.close();
    await open({ ...ERF, id: "kept" });
    expect([more().getAttribute("aria-expanded"), rest().hidden]).toEqual(["true", false]);
    await click(more());
    expect(rest().hidden).toBe(true);
  });
  it("refuse a unit beyond the map of the stage, and say how large that is (regression)", async () => {
    await open();
    // 64 px at stride 8
    await write(bench.element, "Unit", "8, 0");
    expect(cellNow().conditions.unit).toBe("center");
    expect(find(".refused").textContent).toBe(
      "“8, 0” is not taken. “centre”, or a row and a column of the feature map of 8\u202f×\u202f8, each from 0 to 7.",
    );
    await write(bench.element, "Unit", "7, 0");
    expect(cellNow().conditions.unit).toEqual({ y: 7, x: 0 });
  });
});

describe("what is differentiated", () => {
  it("is the protocol's own, all channels or one, after any block of the stage", async () => {
    await open({ ...ERF, conditions: { ...CONDITIONS, stage: 3 } });
    await choose(bench.element, "Target", "one channel, rectified");
    await write(bench.element, "Channel", "31");
    expect(cellNow().conditions.target).toEqual({ channel: 31, relu: true });
    await write(bench.element, "Channel", "32");
    expect(cellNow().conditions.target).toEqual({ channel: 31, relu: true });
    await choose(bench.element, "Target", "all channels");
    expect(cellNow().conditions.target).toEqual({ channel: null, relu: false });
    await choose(bench.element, "Target", "the protocol’s");
    expect(cellNow().conditions.target).toBeNull();
    await choose(bench.element, "Block", "after 0");
    expect(cellNow().conditions.block).toBe(0);
    await write(bench.element, "Image seed", "7");
    expect(cellNow().conditions.images).toMatchObject({ seed: 7 });
  });
});

describe("one number", () => {
  it("is the same under the pointer, in the tables, in CSV and in npy", async () => {
    await open();
    const { map } = result();
    await act(async () => {
      const details = find(".numbers") as HTMLDetailsElement;
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    });
    const table = readTable(find("[aria-label='E along x and y through the unit'] table"));
    const y = Number(/at y (\d+)/.exec(table[0]![1]!)![1]);
    const lines = (await encodeCsv(map).text()).split("\n");
    const npy = await encodeNpy(map).arrayBuffer();
    const values = new Float32Array(npy.slice(npy.byteLength - 4 * SIDE * SIDE));
    for (const x of [3, 30, 36, 51]) {
      await point("pointermove", x, y);
      const hovered = Number(find(".readout .raw").textContent);
      const csv = Number(lines[y]!.split(",")[x]);
      expect(Math.abs(hovered / csv - 1)).toBeLessThan(1e-3);
      expect(Math.abs(Number(table[x + 1]![1]) / csv - 1)).toBeLessThan(1e-5);
      expect(Math.abs(values[y * SIDE + x]! / csv - 1)).toBeLessThan(1e-6);
      expect(find(".small-plots figure .said").textContent).toContain(`x ${x}: `);
    }
  });
  it("is spoken of by every plot at once", async () => {
    await open();
    await point("pointermove", 40, 36);
    const said = [...bench.element.querySelectorAll(".small-plots .said")].map(
      ({ textContent }) => textContent,
    );
    expect(said[0]).toMatch(/^x 40: /);
    expect(said[1]).toMatch(/^y 36: /);
    expect(said[2]).toMatch(/^4 px: /);
    expect(said[3]).toMatch(/^0\.071: /);
    expect(readout()).toContain("the square of 17 px through it holds");
    // a magnified map goes along with the cross-hair that the keys move, and not with a plot's
    const left = () => parseFloat(find(".heatmap canvas.map").style.left);
    for (let i = 0; i < 4; i++) await press("+");
    const near = left();
    for (let i = 0; i < 2; i++) await press("ArrowRight", true);
    expect(left()).toBeLessThan(near);
    expect(find(".heatmap .cross").getAttribute("x2")).toBe(
      find(".heatmap svg.window").getAttribute("width"),
    );
    await press("0");
    await point("pointermove", 40, 36);
    await act(async () => {
      const chart = find(".small-plots figure:nth-child(2) svg");
      chart.getBoundingClientRect = () => ({ left: 0, width: 800 }) as DOMRect;
      const right = new MouseEvent("pointermove", { bubbles: true, clientX: 799 });
      chart.dispatchEvent(right);
    });
    expect(readout()).toContain(`At x 36, y ${SIDE - 1} px`);
  });
});

describe("the numbers by protocol", () => {
  const row = (protocol: string): HTMLElement => find(`[data-protocol="${protocol}"]`);
  it("stand side by side; openerf's own map is made at a word", async () => {
    await open();
    const { areaRatio } = [...bench.book.readings.values()][0]!;
    const shown = readTable(find("table.area")).at(-1)!;
    const ratio = areaRatio.find(({ t }) => t === 0.5)!.ratio!.toFixed(3);
    expect(shown.some((text) => text.startsWith(ratio))).toBe(true);
    expect(row("replknet").textContent).toContain(ratio);
    expect(row("vmamba").querySelectorAll("[data-share]")).toHaveLength(2);
    expect(row("openerf").textContent).toContain("not computed");
    await click(row("openerf").querySelector("[aria-label='Run openerf']"));
    await act(() =>
      vi.waitFor(() => expect(row("openerf").querySelectorAll("[data-share]")).toHaveLength(2)),
    );
    expect(bench.session.calls.at(-1)).toBe("erf 64 stage 2 openerf");
    expect(cellNow().conditions.protocol).toBe("replknet");
  });
  it("are switched by name, with the scale that the protocol draws with", async () => {
    await open();
    expect(row("replknet").className).toBe("chosen");
    await click(row("vmamba").querySelector("button"));
    expect(cellNow().conditions).toMatchObject({ protocol: "vmamba", scale: "power" });
    expect(row("vmamba").querySelector("button")?.getAttribute("aria-pressed")).toBe("true");
  });
});

describe("how a field is drawn", () => {
  it("is contours and squares, on and off", async () => {
    await open();
    expect(bench.element.querySelectorAll(".square").length).toBeGreaterThan(0);
    expect(bench.element.querySelector(".contour")).toBeNull();
    await click(checkbox("Contours"));
    await click(checkbox("Squares"));
    expect(bench.element.querySelectorAll(".contour")).toHaveLength(4);
    expect(bench.element.querySelector(".square")).toBeNull();
    expect(find(".caption").textContent).toContain("Contours enclose the densest pixels");
  });
  it("is offered by power where the scale leaves it nearly black, at a word", async () => {
    await open();
    expect(bench.element.querySelector(".dark-hint")).toBeNull();
    bench.close();
    bench = await openBench([MODEL, ERF]);
    const { erf } = bench.session;
    bench.session.erf = async (...asked) => {
      const result = await erf(...asked);
      const sum = new Float64Array(SIDE * SIDE).fill(1e-4);
      sum[0] = 1;
      return { ...result, map: { ...result.map, sum } };
    };
    await bench.run();
    expect(find(".dark-hint").textContent).toContain("Most of the map is below 0.05 of the scale");
    await click(find(".dark-hint button"));
    expect(cellNow().conditions.scale).toBe("power");
    await bench.run();
    expect(bench.element.querySelector(".dark-hint")).toBeNull();
  });
  it("is over the mean input only when that was kept", async () => {
    await open();
    expect(find(".conditions.rest").textContent).toContain("image not kept: run again");
    bench.close();
    bench = await openBench([MODEL, { ...ERF, view: { ...PLAIN_VIEW, overlay: 0.4 } }]);
    const { erf } = bench.session;
    bench.session.erf = async (...asked) => ({
      ...(await erf(...asked)),
      input: { height: SIDE, width: SIDE, rgb: new Uint8Array(3 * SIDE * SIDE) },
    });
    await bench.run();
    expect(find("canvas.picture")).not.toBeNull();
    expect(find("canvas.map").style.opacity).toBe("0.4");
    expect(find(".range + .fact").textContent).toBe("40 %");
  });
});

describe("a network trained against untrained", () => {
  it("is locked, with the reason, where the weights are random already", async () => {
    await open();
    expect(checkbox("Untrained beside it").disabled).toBe(true);
    expect(find(".tick-chips").textContent).toContain("random already: open a checkpoint");
  });
  it("stands in two maps on one scale, with the numbers of both", async () => {
    await open({ ...ERF, untrained: true });
    expect(bench.element.querySelectorAll(".map-surface")).toHaveLength(2);
    expect(
      readTable(find("table.area"))
        .slice(-2)
        .map(([name]) => name),
    ).toEqual(["SLaK-T, own weights", "SLaK-T, untrained"]);
    expect(bench.session.calls.filter((call) => call.startsWith("erf"))).toHaveLength(2);
    expect(find(".heatmap").textContent).toContain("E / max of both");
    // every plot of two lines says which is whose (regression)
    const keys = [...bench.element.querySelectorAll(".line-key")].map(
      ({ textContent }) => textContent,
    );
    expect(keys).toEqual(["own weightsuntrained", "own weightsuntrained"]);
    expect(bench.element.querySelectorAll(".pair .plot > svg > .series-plain .curve")).toHaveLength(
      1,
    );
    await point("pointermove", 30, 30);
    expect(readout()).toMatch(/own weights 0\.\d+ of the largest.*untrained 0\.\d+/);
  });
});
