import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import {
  CONDITIONS,
  drag,
  model,
  openFigures,
  openMinis,
  placeIn,
  saveBy,
  writtenCell,
} from "./figurePage.ts";
import { drop, openMore, openSite, waitForCaption, type Site } from "./openPage.ts";

const MAP = new URL("../goldens/slak-mini.erf128.stage2.npy", import.meta.url);
let site: Site;
let page: Page;
let complaints: string[];
let cells: readonly object[];
beforeAll(async () => {
  site = await openSite();
  const minis = await openMinis(site);
  ({ page, complaints } = minis);
  cells = [
    model("slak", minis.slak),
    model("convnext", minis.convnext),
    { id: "cmp", type: "compare", models: ["slak", "convnext"], conditions: CONDITIONS },
  ];
});
afterAll(() => site.close());
beforeEach(() => openFigures(page, cells));

const figure = () => page.locator("#cell-cmp");
const surface = (place = 0) => figure().locator(".map-surface").nth(place);
const readout = () => figure().locator(".readout");
const magnification = () => figure().getByLabel("Magnification");
const view = (word: string) =>
  figure().getByRole("group", { name: "View" }).getByRole("button", { name: word });
/** Where the first map is drawn, and how wide. */
const drawn = (): Promise<string> =>
  figure()
    .locator("canvas.map")
    .first()
    .evaluate(({ style }) => `${style.left} ${style.top} ${style.width}`);

it("a comparison is read, magnified and moved by the mouse", async () => {
  await surface().scrollIntoViewIfNeeded();
  await page.mouse.move(...(await placeIn(surface(), 0.3, 0.6)));
  expect(await readout().textContent()).toMatch(
    /At x 19, y 38 px: SLaK, own sizes [\d.]+ ConvNeXt, own sizes [\d.]+ E /,
  );
  expect(await figure().locator(".cross").count()).toBe(4);
  // the same pixel from the other map
  await page.mouse.move(...(await placeIn(surface(1), 0.3, 0.6)));
  expect(await readout().innerText()).toContain("At x 19, y 38 px");
  await page.mouse.move(...(await placeIn(surface(1), -0.5, -0.5)));
  expect(await figure().locator(".cross").count()).toBe(0);

  const whole = await drawn();
  await page.mouse.move(...(await placeIn(surface(), 0.5, 0.5)));
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -400);
  await page.keyboard.up("Control");
  await expect.poll(() => magnification().innerText()).toBe("2.2×");
  const near = await drawn();
  await drag(page, await placeIn(surface(), 0.5, 0.5), await placeIn(surface(), 0.3, 0.4));
  expect(await drawn()).not.toBe(near);
  expect((await writtenCell(page, "cmp"))["conditions"]).not.toHaveProperty("unit.x");
  await figure().getByRole("button", { name: "Zoom out" }).click();
  expect(await magnification().innerText()).toBe("1.1×");
  await figure().getByRole("button", { name: "All" }).click();
  expect(await drawn()).toBe(whole);

  await page.mouse.click(...(await placeIn(surface(1), 0.1, 0.9)));
  await waitForCaption(figure(), "unit (7, 0)");
  await page.getByRole("button", { name: /^Undo/ }).first().click();
  await waitForCaption(figure(), "the central unit");
  await openMore(figure());
  await figure().getByLabel("Colour scale").selectOption("each its own");
  await waitForCaption(figure(), "on its own colour scale");
});

it("a comparison is read, magnified and moved by the keys", async () => {
  await surface().focus();
  for (const key of ["ArrowRight", "Shift+ArrowUp"]) await page.keyboard.press(key);
  expect(await readout().innerText()).toContain("At x 33, y 24 px");
  expect(await figure().locator(".cross").count()).toBe(4);
  const whole = await drawn();
  for (const key of ["+", "+", "-"]) await page.keyboard.press(key);
  expect(await magnification().innerText()).toBe("1.5×");
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowDown");
  expect(await readout().innerText()).toContain("At x 33, y 56 px");
  await page.keyboard.press("Enter");
  await waitForCaption(figure(), "unit (7, 4)");
  await surface().focus();
  await page.keyboard.press("0");
  expect(await drawn()).toBe(whole);
  await page.keyboard.press("Escape");
  expect(await figure().locator(".cross").count()).toBe(0);
  await figure().getByRole("button", { name: "Zoom in" }).press("Enter");
  expect(await magnification().innerText()).toBe("2×");
  await openMore(figure());
  await figure().getByLabel("Colour scale").focus();
  await page.keyboard.type("each");
  await waitForCaption(figure(), "on its own colour scale");
});

it("two maps are subtracted, divided, blinked and wiped by the mouse", async () => {
  await view("Difference").click();
  await waitForCaption(figure(), /The difference SLaK, own sizes − ConvNeXt, own sizes is taken/);
  await figure().getByLabel("Of", { exact: true }).selectOption({ index: 1 });
  await figure().getByLabel("Minus").selectOption({ index: 0 });
  await waitForCaption(figure(), /The difference ConvNeXt, own sizes − SLaK, own sizes is taken/);
  await surface().scrollIntoViewIfNeeded();
  await page.mouse.move(...(await placeIn(surface(), 0.5, 0.5)));
  expect(await readout().innerText()).toMatch(/At x 32, y 32 px: -?[\d.]+/);
  await view("Ratio").click();
  await waitForCaption(figure(), /The ratio ConvNeXt, own sizes \/ SLaK, own sizes is log₂/);

  await view("Blink").click();
  await figure().getByRole("button", { name: "Stop", exact: true }).click();
  const name = () => figure().locator(".blink .name").textContent();
  const before = await name();
  await figure().getByRole("button", { name: "Show the other" }).click();
  expect(await name()).not.toBe(before);
  await figure().getByRole("button", { name: "Start" }).click();
  const now = await name();
  await expect.poll(name).not.toBe(now);

  await view("Wipe").click();
  const line = figure().getByRole("slider", { name: /^Line between/ });
  await line.scrollIntoViewIfNeeded();
  await drag(page, await placeIn(line, 0.5, 0.2), await placeIn(surface(), 0.25, 0.2));
  expect(await line.getAttribute("aria-valuenow")).toBe("25");
  expect(await figure().locator(".wipe canvas").count()).toBe(2);
});

it("two maps are subtracted, divided, blinked and wiped by the keys", async () => {
  await view("Side by side").focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await waitForCaption(figure(), "The difference");
  await figure().getByLabel("Minus").focus();
  await page.keyboard.press("ArrowUp");
  await surface().focus();
  await page.keyboard.press("ArrowRight");
  expect(await readout().innerText()).toBe("At x 33, y 32 px: 0.000");
  await view("Ratio").press("Enter");
  await waitForCaption(figure(), "The ratio");

  await view("Blink").press("Enter");
  await figure().getByRole("button", { name: "Stop", exact: true }).focus();
  await page.keyboard.press("Escape");
  await figure().getByRole("button", { name: "Start" }).waitFor();
  await figure().getByLabel("Each stays").focus();
  await page.keyboard.type("2 s");
  expect(await figure().getByLabel("Each stays").inputValue()).toBe("2");

  await view("Wipe").press("Enter");
  const line = figure().getByRole("slider", { name: /^Line between/ });
  await line.press("Shift+ArrowLeft");
  await line.press("ArrowRight");
  expect(await line.getAttribute("aria-valuenow")).toBe("41");
  await line.press("End");
  expect(await line.getAttribute("aria-valuenow")).toBe("100");
  await view("Side by side").press("Enter");
  expect(await figure().locator(".map-row canvas").count()).toBe(2);
});

it("a comparison is saved as a table and as maps, and takes in maps from files", async () => {
  const button = (label: string) => figure().getByRole("button", { name: label, exact: true });
  const csv = await saveBy(page, () => button("CSV").click());
  expect(csv.name).toMatch(/^compare-.*\.csv$/);
  expect(csv.bytes.toString()).toMatch(/^model,family,architecture/);
  expect(csv.bytes.toString().trim().split("\r\n")).toHaveLength(3);
  const markdown = await saveBy(page, () => button("MD").press("Enter"));
  expect(markdown.bytes.toString()).toMatch(/^\| model \| family \|/);
  const latex = await saveBy(page, () => button("TeX").press("Enter"));
  expect(latex.bytes.toString()).toContain("\\toprule");
  const npy = await saveBy(page, () => button("npy").click());
  expect(npy.bytes.toString("latin1")).toContain("'shape': (2, 64, 64)");

  // by the button, which the keyboard reaches too
  await openMore(figure());
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    figure().getByRole("button", { name: "Add .npy…" }).press("Enter"),
  ]);
  const bytes = await readFile(MAP);
  await chooser.setFiles([
    { name: "theirs.npy", mimeType: "application/octet-stream", buffer: bytes },
  ]);
  await waitForCaption(figure(), /Imported, computed elsewhere: theirs/);
  expect(await figure().locator(".map-row canvas").count()).toBe(3);
  expect(await button("npy").count()).toBe(0);
  await figure().getByRole("button", { name: "Take theirs out of the row" }).press("Enter");
  await expect.poll(() => figure().locator(".map-row canvas").count()).toBe(2);
  // and by a drop
  await figure().locator(".figure-title, h2, h3").first().click();
  await drop(page, "dropped.npy", bytes);
  await page
    .locator(".cell.type-compare .caption", { hasText: "Imported, computed elsewhere: dropped" })
    .waitFor();
  expect(complaints).toEqual([]);
});
