import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  CONDITIONS,
  model,
  openFigures,
  openMinis,
  placeIn,
  saveBy,
  writtenCell,
} from "./figurePage.ts";
import { openSite, waitForCaption, type Site } from "./openPage.ts";

const PICTURE = new URL("../../public/icons/icon-192.png", import.meta.url);
let site: Site;
let page: Page;
let complaints: string[];
let slak: object;
let convnext: object;
beforeAll(async () => {
  site = await openSite();
  ({ page, complaints, slak, convnext } = await openMinis(site));
});
afterAll(() => site.close());
const figure = (id: string) => page.locator(`#cell-${id}`);

it("kernels: a block, a channel, an order and a zoom are chosen by mouse and by keys, and saved", async () => {
  await openFigures(page, [
    model("slak", slak),
    { id: "ker", type: "kernels", model: "slak", block: null },
  ]);
  const cell = figure("ker");
  const grid = cell.locator(".kernel-grid");
  const zoom = cell.getByLabel("Zoom", { exact: true });
  const said = () => cell.locator(".readout").first().textContent();
  const map = cell.getByRole("group", { name: "Blocks of the network" }).getByRole("button");

  await map.nth(1).click();
  await waitForCaption(cell, "stages.1.0");
  expect((await writtenCell(page, "ker"))["block"]).toBe("stages.1.0");
  await grid.scrollIntoViewIfNeeded();
  const first = await said();
  await page.mouse.click(...(await placeIn(grid, 0.1, 0.02)));
  expect(await said()).not.toBe(first);
  const before = await zoom.inputValue();
  await page.mouse.wheel(0, -50);
  expect(await zoom.inputValue()).toBe(before);
  await grid.scrollIntoViewIfNeeded();
  await page.mouse.move(...(await placeIn(grid, 0.1, 0.02)));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -200);
  await page.keyboard.up("Control");
  await expect
    .poll(() => zoom.inputValue())
    .toBe(String(Math.round(Number(before) * Math.exp(0.4))));
  await cell.getByLabel("Channels by").selectOption("number");
  await cell.getByLabel("Channel", { exact: true }).fill("2");
  await page.keyboard.press("Enter");
  expect(await said()).toContain("Channel 2: ");

  // the same by keys
  await map.first().press("Enter");
  await waitForCaption(cell, "stages.0.0");
  await cell.getByLabel("Channels by").focus();
  await page.keyboard.type("number");
  await grid.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  expect(await said()).toContain("Channel 1: ");
  const now = Number(await zoom.inputValue());
  await page.keyboard.press("+");
  expect(Number(await zoom.inputValue())).toBeGreaterThan(now);
  await page.keyboard.press("0");
  expect(Number(await zoom.inputValue())).toBe(now);
  await zoom.press("ArrowRight");
  expect(Number(await zoom.inputValue())).toBe(now + 1);
  await cell.getByLabel("Spectrum and distribution of").focus();
  await page.keyboard.type("channel 1");
  await cell.getByText("Spectrum of channel 1").waitFor();
  const npy = await saveBy(page, () =>
    cell.getByRole("button", { name: "npy", exact: true }).press("Enter"),
  );
  expect(npy.name).toMatch(/^kernels-slak-stages-0-0\.npy$/);
  expect(npy.bytes.toString("latin1")).toMatch(/'shape': \(\d+, \d+, \d+\)/);
});

it("masks: a block and a second model are chosen by mouse and by keys, and what moved is said", async () => {
  await openFigures(page, [
    model("slak", slak, { sparsity: 0.4 }),
    model("later", slak, { sparsity: 0.6 }),
    { id: "msk", type: "masks", model: "slak", block: null, other: null },
  ]);
  const cell = figure("msk");
  await cell.locator(".layer-bars svg").waitFor();
  expect(await cell.locator(".layer-bars svg").getAttribute("aria-label")).toMatch(
    /from [\d.]+\u00a0% to [\d.]+\u00a0% in \d+ kernels/,
  );
  await cell.getByLabel("Laid over it").selectOption("later");
  await cell.getByText("What moved between slak and later").waitFor();
  expect(await cell.locator(".layer-other").count()).toBeGreaterThan(3);
  await cell.getByText("What slak and later have in common in every layer").waitFor();
  await cell.getByLabel("Channel", { exact: true }).fill("3");
  await page.keyboard.press("Enter");
  await cell.getByText("Which taps of stages.0.0 are alive in channel 3").waitFor();
  await cell.getByLabel("Block").selectOption({ index: 2 });
  await waitForCaption(cell, "Taps are those of stages.1.0");
  await cell.getByText("What moved between slak and later").waitFor();

  await cell.getByLabel("Block").focus();
  await page.keyboard.press("Home");
  await waitForCaption(cell, "Taps are those of stages.0.0");
  await cell.getByLabel("Laid over it").focus();
  await page.keyboard.press("Home");
  await cell.getByText("What moved between").waitFor({ state: "detached" });
  await cell.locator("summary", { hasText: "Zeros of every layer as a table" }).press("Enter");
  await cell.getByRole("table").first().waitFor();
  const csv = await saveBy(page, () =>
    cell.getByRole("button", { name: "CSV", exact: true }).press("Enter"),
  );
  expect(csv.bytes.toString()).toMatch(/^layer,block,kernel,share of zeros/);
});

it("sweep: values, what they are of and the curve are chosen by mouse and by keys", async () => {
  await openFigures(page, [
    model("slak", slak),
    model("convnext", convnext),
    {
      id: "swp",
      type: "sweep",
      models: ["slak", "convnext"],
      over: "kernel",
      values: [3, 7],
      conditions: CONDITIONS,
    },
  ]);
  const cell = figure("swp");
  const maps = () => cell.locator(".sweep-maps .heatmap canvas").count();
  const curve = () => cell.locator(".line-chart svg").getAttribute("aria-label");
  expect(await maps()).toBe(4);
  await cell.getByLabel("Sides, taps").click();
  await cell.getByLabel("Sides, taps").fill("3, 5, 7");
  await page.mouse.click(5, 300);
  await expect.poll(maps).toBe(6);
  await cell.getByLabel("Curve of").selectOption("Parameters");
  expect(await curve()).toMatch(/^Parameters against the largest kernel\..* M at 5, /);

  await cell.getByLabel("Curve of").focus();
  await page.keyboard.type("Gaussian");
  expect(await curve()).toMatch(/^Gaussian σ, long axis against the largest kernel\..* px at 5, /);
  await cell.getByLabel("Against", { exact: true }).focus();
  await page.keyboard.type("share");
  await cell.getByLabel("Zeros, %").fill("0, 50");
  await page.keyboard.press("Enter");
  await expect.poll(curve, { timeout: 60_000 }).toMatch(/ px at 50 %/);
  await expect.poll(maps, { timeout: 60_000 }).toBe(4);
});

it("predict: pictures, their size and the number of classes are chosen by mouse and by keys", async () => {
  await openFigures(page, [
    model("convnext", convnext),
    {
      id: "prd",
      type: "predict",
      model: "convnext",
      size: 64,
      images: { type: "dead-leaves", count: 1, seed: 0 },
      top: 5,
    },
  ]);
  const cell = figure("prd");
  const rows = () => cell.locator(".predictions tbody tr").count();
  expect(await rows()).toBe(5);
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    cell.getByRole("button", { name: "Your pictures" }).click(),
  ]);
  const buffer = await readFile(PICTURE);
  await chooser.setFiles([{ name: "bird.png", mimeType: "image/png", buffer }]);
  await waitForCaption(cell, "over one of your pictures");
  await cell.getByRole("heading", { name: "bird.png" }).waitFor();
  expect(await cell.locator(".predictions img").count()).toBe(1);
  await cell.getByLabel("Classes shown").selectOption("3");
  expect(await rows()).toBe(3);
  await cell.getByLabel("Classes shown").focus();
  await page.keyboard.type("10");
  expect(await rows()).toBe(10);
  await cell.getByLabel("Input size").focus();
  await page.keyboard.type("128");
  await waitForCaption(cell, "squashed to 128");
  const npy = await saveBy(page, () =>
    cell.getByRole("button", { name: "npy", exact: true }).press("Enter"),
  );
  expect(npy.bytes.toString("latin1")).toMatch(/'shape': \(1, \d+\)/);
  expect(complaints).toEqual([]);
});
