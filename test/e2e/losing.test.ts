import { readFile } from "node:fs/promises";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { firstField, openMore, openPage, openSite, waitForFigure, type Site } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const saved = (page: Page) =>
  page
    .locator(".saved", { hasText: /^Saved/ })
    .first()
    .waitFor();
const lastText = (page: Page) => page.locator(".cell.type-text").last();

/** Ends the tab's process as a crash does: no event tells the page. */
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // the answer never comes
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();
}
/** The notebook that was open last, in a new tab of the same browser. */
async function reopen(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(site.address);
  await page.locator("#notebook .cell").first().waitFor();
  return page;
}
/** Adds a text cell below all others and writes in it. */
async function write(page: Page, text: string, delay = 0): Promise<void> {
  await page.locator(".cell.type-text").last().click();
  await page.keyboard.press("b");
  await page.locator("textarea:focus").waitFor();
  await page.keyboard.type(text, { delay });
}

describe("a tab that is killed", () => {
  it("while a person types keeps every letter that had a moment to be written", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    const context = page.context();
    const sentence = "Every letter of this is kept, though nobody saved it.";
    // four times as fast as people type; the last letter's write may still be under way
    await write(page, sentence, 25);
    await kill(page);
    const again = await reopen(context);
    const kept = await lastText(again).innerText();
    expect(sentence.startsWith(kept)).toBe(true);
    expect(kept.length).toBeGreaterThanOrEqual(sentence.length - 1);
    // and what was typed can still be undone
    await again.getByRole("button", { name: /^Undo/ }).first().click();
    await expect.poll(() => again.getByText(kept).count()).toBe(0);
    await context.close();
  });

  it("while it computes loses nothing but that run", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    const context = page.context();
    const before = await firstField(page).locator("table.area").innerText();
    await openMore(firstField(page));
    await firstField(page).getByLabel("Image count").fill("400");
    await firstField(page).getByLabel("Image count").press("Enter");
    await firstField(page).getByRole("button", { name: "Run", exact: true }).click();
    await firstField(page)
      .getByText(/ left$/)
      .waitFor({ timeout: 60_000 });
    await kill(page);
    const again = await reopen(context);
    expect(await firstField(again).getByLabel("Image count").inputValue()).toBe("400");
    expect(await firstField(again).locator(".dot.running").count()).toBe(0);
    await again.getByRole("button", { name: /^Undo/ }).click();
    await waitForFigure(again);
    expect(await firstField(again).locator("table.area").innerText()).toBe(before);
    await context.close();
  });
});

it("what was undone, deleted and moved survives a reload, and so does undo itself", async () => {
  const { page } = await openPage(site);
  await waitForFigure(page);
  await write(page, "First");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await page.getByText("First", { exact: true }).waitFor({ state: "detached" });
  await saved(page);
  await page.reload();
  await page.locator("#notebook .cell").first().waitFor();
  await page.getByRole("button", { name: /^Undo/ }).click();
  await lastText(page).getByText("First").waitFor();
  await page.getByRole("button", { name: /^Redo/ }).click();
  await page.getByText("First", { exact: true }).waitFor({ state: "detached" });
  // the bin gives it back as well
  await page.reload();
  await page.locator("#notebook .cell").first().waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("deleted cells");
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /back|restore/i })
    .first()
    .click();
  await page.keyboard.press("Escape");
  await lastText(page).getByText("First").waitFor();
  expect(await page.locator(".cell").count()).toBe(4);
  await page.context().close();
});

it("results are found again after a reload, without computing", async () => {
  const { page } = await openPage(site);
  await waitForFigure(page);
  const before = await firstField(page).locator("table.area").innerText();
  await saved(page);
  await page.reload();
  await waitForFigure(page);
  expect(await firstField(page).locator("table.area").innerText()).toBe(before);
  // an engine that computed says what it holds
  expect(await page.locator(".chip .memory").count()).toBe(0);
  await page.context().close();
});

it("a full disk is said at once, an export offered, and saving goes on when there is room", async () => {
  const { page } = await openPage(site);
  await waitForFigure(page);
  await saved(page);
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    Object.assign(globalThis, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) });
    IDBObjectStore.prototype.put = function full() {
      throw new DOMException("The disk is full.", "QuotaExceededError");
    };
  });
  await write(page, "Nowhere to go");
  const notice = page.getByRole("alert").filter({ hasText: "Not saved." });
  await notice.waitFor({ timeout: 5000 });
  await notice.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("dialog").getByRole("button", { name: "Without results" }).click(),
  ]);
  expect(await readFile(await download.path(), "utf8")).toContain("Nowhere to go");
  await page.keyboard.press("Escape");
  await page.evaluate(() => (globalThis as unknown as { makeRoom(): void }).makeRoom());
  await page
    .locator(".saved", { hasText: /^Saved/ })
    .first()
    .waitFor({ timeout: 20_000 });
  await page.reload();
  await lastText(page).getByText("Nowhere to go").waitFor();
  await page.context().close();
});

it("two tabs on one notebook notice each other, and one follows what the other saves", async () => {
  const { page } = await openPage(site);
  await waitForFigure(page);
  await saved(page);
  const second = await reopen(page.context());
  await second.locator(".saved", { hasText: "open in another tab too" }).first().waitFor();
  await page.locator(".saved", { hasText: "open in another tab too" }).first().waitFor();
  await write(page, "Said in the first tab");
  await page.keyboard.press("Escape");
  await lastText(second).getByText("Said in the first tab").waitFor();
  await page.close();
  await second
    .locator(".saved", { hasText: /^Saved · \S+$/ })
    .first()
    .waitFor({ timeout: 15_000 });
  expect(await lastText(second).innerText()).toBe("Said in the first tab");
  await second.context().close();
});
