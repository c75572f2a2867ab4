import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  drop,
  findViolations,
  firstField,
  openMore,
  openPage,
  openSite,
  PLAIN,
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

const figure = firstField;
/** The area-ratio table as numbers, by share. */
const tableOf = (cell: Locator): Promise<Record<string, string>> =>
  cell
    .locator("td[data-t]")
    .evaluateAll((cells) =>
      Object.fromEntries(
        cells.map((cell) => [cell.getAttribute("data-t"), cell.textContent ?? ""]),
      ),
    );

describe("the page opened with nothing", () => {
  it("computes an example by itself and says what it shows", async () => {
    const { page, requests, complaints } = await openPage(site);
    await waitForFigure(page);
    const caption = await figure(page).locator(".caption").innerText();
    expect(caption).toMatch(/untrained, random weights of seed 0/);
    expect(caption).toMatch(/4 images of dead leaves, made by a generator/);
    for (const [t, text] of Object.entries(await tableOf(figure(page))))
      expect(`${t}: ${text}`).toMatch(/^0\.\d+: (\d\.\d{3}\d+ px|not reached)$/);
    expect(
      requests.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url)),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("is isolated from other origins and carries a policy without inline code", async () => {
    const { page } = await openPage(site);
    const response = await page.request.get(site.address);
    const headers = response.headers();
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
    expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
    expect(headers["content-security-policy"]).not.toContain("'unsafe-eval'");
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.context().close();
  });

  it.each([false, true])("has no accessibility violation, dark theme: %s", async (dark) => {
    const { page } = await openPage(site, { dark });
    await waitForFigure(page);
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });

  it("is there to be written in before the engine has arrived", async () => {
    const context = await site.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    let arrive = (): void => {};
    const held = new Promise<void>((done) => (arrive = done));
    const waiting: string[] = [];
    await context.route(/engine\.worker/, async (route) => {
      waiting.push(route.request().url());
      await held;
      await route.continue();
    });
    await page.goto(`${site.address}#${PLAIN}`);
    await page.locator(".cell.type-text").first().click();
    await page.keyboard.press("b");
    await page.keyboard.type("Written before the engine");
    await page.keyboard.press("Escape");
    await page.locator(".cell p", { hasText: "Written before the engine" }).waitFor();
    await page.locator(".chip", { hasText: "starting the engine" }).first().waitFor();
    expect(waiting.length).toBeGreaterThan(0);
    arrive();
    await waitForFigure(page);
    await context.close();
  });

  it("never blocks the page for 100 ms while it computes", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { longTasks: seen });
      new PerformanceObserver((list) =>
        seen.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({ type: "longtask" });
    });
    await openMore(figure(page));
    const blockedBy = async (images: number): Promise<number[]> => {
      await figure(page).getByLabel("Image count").fill(String(images));
      await figure(page).getByLabel("Image count").press("Enter");
      await waitForCaption(figure(page), `${images} images`);
      return page.evaluate(() => {
        const { longTasks } = globalThis as unknown as { longTasks: number[] };
        return longTasks.splice(0).filter((duration) => duration >= 100);
      });
    };
    // what else a machine does can only make a task longer: one run without any is proof
    let blocked = await blockedBy(5);
    for (const images of [6, 7]) if (blocked.length > 0) blocked = await blockedBy(images);
    expect(blocked).toEqual([]);
    await page.context().close();
  });
});

describe("a checkpoint dropped on the page", () => {
  it("becomes a model and its field, with the engine's numbers", async () => {
    const { page, complaints } = await openPage(site);
    await waitForFigure(page);
    await drop(page, "slak-mini.pth", await readFile(GOLDEN));
    await page
      .locator(".cell.type-model")
      .last()
      .locator(".badge", { hasText: /all \d+ tensors matched/ })
      .waitFor();
    const figure = (within: Page) => within.locator(".cell.type-erf").last();
    await figure(page).getByLabel("Stage", { exact: true }).selectOption("3");
    await waitForCaption(figure(page), /weights from slak-mini\.pth.*stage 3/);
    const table = await tableOf(figure(page));
    expect(Object.keys(table)).toEqual(["0.2", "0.3", "0.5", "0.99"]);
    // the raw map, saved as CSV and measured again by the definition in RepLKNet's script
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      figure(page).getByRole("button", { name: "CSV" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    const rows = csv
      .trim()
      .split("\n")
      .map((line) => line.split(",").map((value) => Math.log10(Number(value) + 1)));
    const total = rows.flat().reduce((sum, value) => sum + value, 0);
    const size = rows.length;
    for (const [t, text] of Object.entries(table)) {
      let expected = "not reached";
      for (let half = 1; half < size / 2; half++) {
        const [from, to] = [size / 2 - half, size / 2 + half + 1];
        const inside = rows.slice(from, to).flatMap((row) => row.slice(from, to));
        if (inside.reduce((sum, value) => sum + value, 0) / total <= Number(t)) continue;
        const side = 2 * half + 1;
        expected = `${(side ** 2 / size ** 2).toFixed(3)}${side} px`;
        break;
      }
      expect([t, text]).toEqual([t, expected]);
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("that is a web page gives its sentence, and the old figure stays", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    const before = await figure(page).locator(".caption").innerText();
    await drop(
      page,
      "weights.pth",
      Buffer.from("<!doctype html><html><body>Sign in</body></html>"),
    );
    const notice = page.locator(".toast");
    await notice.waitFor();
    expect(await notice.innerText()).toMatch(/weights\.pth/);
    expect(await notice.innerText()).toMatch(/html|web page/i);
    expect(await figure(page).locator(".caption").innerText()).toBe(before);
    expect(await figure(page).locator("table.area").isVisible()).toBe(true);
    await page.context().close();
  });
});

describe("a long run", () => {
  it("is announced with its time, shows progress, stops at once and leaves the picture", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    await openMore(figure(page));
    await figure(page).getByLabel("Image count").fill("400");
    await figure(page).getByLabel("Image count").press("Enter");
    await figure(page)
      .locator(".notice.stale", { hasText: /Out of date.*takes about/ })
      .waitFor();
    await figure(page).getByRole("button", { name: "Run", exact: true }).click();
    await figure(page)
      .getByText(/ left$/)
      .waitFor({ timeout: 60_000 });
    await figure(page).getByRole("button", { name: "Stop" }).click();
    await figure(page).locator(".notice.stale", { hasText: "Stopped." }).waitFor({ timeout: 2000 });
    expect(await figure(page).locator("table.area").isVisible()).toBe(true);
    await figure(page).getByRole("button", { name: "Undo the change" }).click();
    await waitForFigure(page);
    await page.context().close();
  });
});

describe("the keyboard", () => {
  it("moves the cross-hair over the map and changes the theme", async () => {
    const { page } = await openPage(site);
    await waitForFigure(page);
    await page.getByRole("application").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowDown");
    expect(await figure(page).locator(".readout").innerText()).toMatch(
      /At x 65, y 72 px: \d\.\d{3}/,
    );
    await page.getByRole("button", { name: "Use the dark theme" }).press("Enter");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.reload();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.context().close();
  });
});
