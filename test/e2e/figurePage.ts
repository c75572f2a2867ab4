import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { drop, openDocument, openPage, type Scripting, type Site } from "./openPage.ts";

const GOLDENS = new URL("../goldens/", import.meta.url);
interface Written {
  readonly type: string;
  readonly origin: object;
}
/** Conditions that every network answers at once. */
export const CONDITIONS = {
  size: 64,
  stage: 2,
  images: { type: "dead-leaves", count: 1, seed: 0 },
};
export const model = (name: string, origin: object, edits: object = {}) => ({
  id: `m-${name}`,
  type: "model",
  name,
  origin,
  edits,
});

/** A page that has the small trained checkpoints of SLaK and ConvNeXt, and what they are called in a document. */
export async function openMinis(
  site: Site,
): Promise<{ page: Page; complaints: string[]; slak: object; convnext: object }> {
  const { page, complaints } = await openPage(site, { query: "?backend=wasm", width: 1600 });
  await openDocument(page, { fieldbook: 1, title: "Weights", cells: [] });
  const origins: object[] = [];
  for (const name of ["slak-mini.pth", "convnext-mini.pth"]) {
    await drop(page, name, await readFile(new URL(name, GOLDENS)));
    await page.locator(".cell.type-model").nth(origins.length).waitFor();
    origins.push((await writtenCells(page)).findLast(({ type }) => type === "model")!.origin);
  }
  return { page, complaints, slak: origins[0]!, convnext: origins[1]! };
}
const writtenCells = (page: Page): Promise<readonly Written[]> =>
  page.evaluate(
    () => JSON.parse((globalThis as unknown as { fieldbook: Scripting }).fieldbook.export()).cells,
  );
/** What a cell says in the document. */
export async function writtenCell(page: Page, id: string): Promise<Record<string, unknown>> {
  const cells = (await writtenCells(page)) as readonly (Written & { readonly id: string })[];
  return cells.find((cell) => cell.id === id) as unknown as Record<string, unknown>;
}

/** Opens cells and waits until all that compute have. */
export async function openFigures(page: Page, cells: readonly object[]): Promise<void> {
  await openDocument(page, { fieldbook: 1, title: "Figures", cells });
  await runAll(page);
}
export async function runAll(page: Page): Promise<void> {
  const { cells } = await page.evaluate(() =>
    (globalThis as unknown as { fieldbook: Scripting }).fieldbook.runAll(),
  );
  expect(cells.filter(({ status }) => status !== "done" && status !== "idle")).toEqual([]);
}

/** The text of the file that a button of a figure saves, pressed by the mouse or by a key. */
export async function saveBy(
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** A place of an element by shares of its sides, px of the window. */
export async function placeIn(
  element: Locator,
  x: number,
  y: number,
): Promise<readonly [number, number]> {
  const box = (await element.boundingBox())!;
  return [box.x + box.width * x, box.y + box.height * y];
}
export async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(...to, { steps: 5 });
  await page.mouse.up();
}
