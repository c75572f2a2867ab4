import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPage, openSite, waitForFigure, type Site } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Presses Tab until the focused element answers to a name; never touches the mouse. */
async function tabTo(page: Page, name: RegExp, key = "Tab"): Promise<void> {
  for (let step = 0; step < 80; step++) {
    const found = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (!element) return "";
      const label = element.id
        ? document.querySelector(`label[for="${CSS.escape(element.id)}"]`)
        : null;
      const labelled = element.closest("label") ?? label;
      return element.getAttribute("aria-label") ?? (labelled ?? element).textContent?.trim() ?? "";
    });
    if (name.test(found)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab never came to ${name}.`);
}
const add = async (page: Page, letter: string): Promise<void> => {
  await page.keyboard.press("n");
  await page.getByRole("combobox", { name: "Kind of cell" }).waitFor();
  await page.keyboard.type(letter);
  await page.keyboard.press("Enter");
};
const selected = (page: Page) => page.locator(".cell[data-selected]");

it("a whole session goes by the keyboard alone", async () => {
  const { page, complaints } = await openPage(site);
  await waitForFigure(page);
  // another model, of another architecture
  await page.keyboard.press("Escape");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowDown");
  await selected(page).and(page.locator(".type-erf")).waitFor();
  await add(page, "m");
  await selected(page).and(page.locator(".type-model")).waitFor();
  await page.keyboard.press("Enter");
  await tabTo(page, /^Architecture/);
  await page.keyboard.type("ConvNeXt-T");
  await selected(page).getByRole("heading", { name: "ConvNeXt-T" }).waitFor();
  // its kernels made larger
  await tabTo(page, /^Larger$/);
  await page.keyboard.press("Enter");
  await selected(page).locator(".footprints", { hasText: "9" }).waitFor();
  await page.keyboard.press("Escape");
  // a field of it
  await add(page, "e");
  await selected(page)
    .and(page.locator(".type-erf"))
    .locator("table.area")
    .waitFor({ timeout: 60_000 });
  await page.keyboard.press("Enter");
  await tabTo(page, /^Stage/);
  await page.keyboard.press("ArrowUp");
  await selected(page).locator(".caption", { hasText: "stage 1" }).waitFor({ timeout: 60_000 });
  await page.keyboard.press("Escape");
  // both side by side
  await add(page, "c");
  await selected(page)
    .and(page.locator(".type-compare"))
    .locator(".dot.done")
    .waitFor({ timeout: 60_000 });
  expect(await selected(page).getByRole("table").first().innerText()).toMatch(
    /SLaK-nano[\s\S]*ConvNeXt-T/,
  );
  // and taken away
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("export");
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "With results" }).waitFor();
  await tabTo(page, /^With results$/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.keyboard.press("Enter"),
  ]);
  const saved = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(saved.cells.map(({ type }: { type: string }) => type)).toEqual([
    "text",
    "model",
    "erf",
    "model",
    "erf",
    "compare",
  ]);
  expect(saved.cells[3].edits.kernelSizes).toEqual([9, 7, 7, 7]);
  expect(Object.keys(saved.results).length).toBeGreaterThan(3);
  await page.keyboard.press("Escape");
  // undone to the first document
  for (let i = 0; i < 12; i++) await page.keyboard.press("Control+z");
  await expect.poll(() => page.locator(".cell").count()).toBe(3);
  expect(complaints).toEqual([]);
  await page.context().close();
});
