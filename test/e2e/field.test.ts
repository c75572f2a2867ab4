import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  drop,
  findViolations,
  firstField,
  openMore,
  openPage,
  openSite,
  waitForCaption,
  waitForFigure,
  type Site,
} from "./openPage.ts";

const GOLDEN = new URL("../goldens/slak-mini.pth", import.meta.url);
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const unitOf = (page: Page): Promise<string> =>
  firstField(page).getByLabel("Unit", { exact: true }).inputValue();
const surfaceOf = (page: Page) => firstField(page).locator(".map-surface").first();
/** Waits until the field that is shown is the one of this unit. */
const waitForUnit = (page: Page, unit: string) =>
  waitForCaption(firstField(page), `unit (${unit})`);

it("the field follows the unit as it is clicked, dragged and entered by keys, and undo brings it back", async () => {
  const { page, complaints } = await openPage(site);
  await waitForFigure(page);
  await surfaceOf(page).scrollIntoViewIfNeeded();
  const box = (await surfaceOf(page).boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.25, box.y + box.height * 0.25);
  const clicked = await unitOf(page);
  expect(clicked).toMatch(/^\d+, \d+$/);
  await waitForUnit(page, clicked);

  await surfaceOf(page).scrollIntoViewIfNeeded();
  const now = (await surfaceOf(page).boundingBox())!;
  const at = (share: number) => [now.x + now.width * share, now.y + now.height * share] as const;
  await page.mouse.move(...at(0.25));
  await page.mouse.down();
  for (let i = 1; i <= 40; i++) await page.mouse.move(...at(0.25 + i * 0.0125));
  await page.mouse.up();
  const dragged = await unitOf(page);
  const [y = NaN] = dragged.split(",").map(Number);
  expect(y).toBeGreaterThan(Number(clicked.split(",")[0]));
  await waitForUnit(page, dragged);

  await surfaceOf(page).focus();
  for (const key of ["ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowUp"])
    await page.keyboard.press(key);
  expect(await firstField(page).locator(".readout").innerText()).toMatch(/At x \d+, y \d+ px/);
  await page.keyboard.press("Enter");
  const entered = await unitOf(page);
  expect(entered).not.toBe(dragged);
  await waitForUnit(page, entered);

  for (let i = 0; i < 3 && (await unitOf(page)) !== "centre"; i++)
    await page.getByRole("button", { name: /^Undo/ }).first().click();
  expect(await unitOf(page)).toBe("centre");
  expect(complaints).toEqual([]);
  await page.context().close();
});

it("pointing at the map or at a plot reads the same pixel everywhere", async () => {
  const { page } = await openPage(site);
  await waitForFigure(page);
  const field = firstField(page);
  await surfaceOf(page).scrollIntoViewIfNeeded();
  const box = (await surfaceOf(page).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.4);
  const [, x, y] = /At x (\d+), y (\d+) px/.exec(await field.locator(".readout").innerText())!;
  const said = await field.locator(".small-plots .said").allTextContents();
  expect(said[0]).toMatch(new RegExp(`^x ${x}: `));
  expect(said[1]).toMatch(new RegExp(`^y ${y}: `));
  const plot = field.locator(".small-plots svg").first();
  await plot.scrollIntoViewIfNeeded();
  const area = (await plot.boundingBox())!;
  await page.mouse.move(area.x + area.width * 0.5, area.y + 60);
  const [, over] = /At x (\d+), y/.exec(await field.locator(".readout").innerText())!;
  expect(await field.locator(".small-plots .said").first().textContent()).toMatch(
    new RegExp(`^x ${over}: `),
  );
  await page.context().close();
});

it("a checkpoint stands beside its untrained twin on one scale, over its input, without a fault of access", async () => {
  const { page, complaints } = await openPage(site);
  await waitForFigure(page);
  await drop(page, "slak-mini.pth", await readFile(GOLDEN));
  const field = page.locator(".cell.type-erf").last();
  await waitForCaption(field, "weights from slak-mini.pth");
  await field.getByLabel("Beside it").check();
  await expect.poll(() => field.locator(".map-surface").count(), { timeout: 60_000 }).toBe(2);
  expect(await field.locator("table.area tbody th").allInnerTexts()).toEqual([
    expect.stringMatching(/, trained$/),
    expect.stringMatching(/, untrained$/),
  ]);
  const rows = await field.locator("table.area tbody tr").allInnerTexts();
  expect(rows[0]!.replace(", trained", "")).not.toBe(rows[1]!.replace(", untrained", ""));
  await field.getByLabel("Contours").check();
  await openMore(field);
  await field.getByLabel("Map over the mean image").fill("50");
  expect(await field.locator("canvas.picture").count()).toBe(2);
  await field.locator(".measures .numbers summary").click();
  await expect.poll(() => field.locator(".numbers table").count()).toBe(3);
  expect(await findViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.context().close();
});
