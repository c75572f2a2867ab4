// @vitest-environment jsdom
import { act } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { putOnPaper, takeOffPaper } from "../../../components/export/paper.ts";
import { PLAIN_VIEW, type ErfCell } from "../../../src/domain/document.ts";
import { CONDITIONS, figure, modelCell, openBench, stubPage, type Bench } from "./figureBench.tsx";

const ERF: ErfCell = {
  ...figure("e"),
  type: "erf",
  title: "One unit",
  model: "slak",
  conditions: CONDITIONS,
  untrained: false,
  view: PLAIN_VIEW,
};
let bench: Bench;
beforeEach(async () => {
  stubPage();
  bench = await openBench([modelCell("slak", "slak-tiny"), ERF]);
  await bench.run();
});
afterEach(() => {
  bench.close();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const body = (): HTMLElement => bench.element.querySelector<HTMLElement>(".figure-body")!;

it("a figure that is taken away has its title, its conditions and where they came from", () => {
  act(() => putOnPaper("picture", "e"));
  expect(body().dataset["paper"]).toBe("picture");
  expect(body().firstElementChild?.textContent).toBe("One unit");
  const foot = body().lastElementChild!;
  const facts = [...foot.querySelectorAll("dl.facts > div")].map(({ textContent }) => textContent);
  expect(facts.slice(0, 3)).toEqual([
    "Protocolreplknet",
    "Input size64\u202f×\u202f64 px",
    "Weightsuntrained, random weights of seed 0",
  ]);
  expect(foot.querySelector(".spans")?.textContent).toContain("2 images");
  expect(foot.querySelector("button")).toBeNull();
  act(takeOffPaper);
  expect(body().dataset["paper"]).toBeUndefined();
  expect(bench.element.querySelector(".picture-title, .picture-foot")).toBeNull();
});

it("nothing is pointed at on paper, and another figure's picture leaves this one alone", async () => {
  const surface = bench.element.querySelector(".map-surface")!;
  await act(
    async () =>
      void surface.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true })),
  );
  expect(body().querySelectorAll(".cross")).toHaveLength(2);
  const pointed = body().querySelector(".profile .said")?.textContent;
  expect(pointed).not.toBe("");
  act(() => putOnPaper("picture", "another"));
  expect(body().querySelectorAll(".cross")).toHaveLength(2);
  act(() => putOnPaper("print"));
  expect(body().querySelector(".cross")).toBeNull();
  expect(body().querySelector(".profile .said")?.textContent).toBe("");
  act(takeOffPaper);
  expect(body().querySelector(".profile .said")?.textContent).toBe(pointed);
});
