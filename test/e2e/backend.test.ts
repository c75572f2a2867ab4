import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { drop, openPage, openSite, type Site, waitForFigure } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it("computes on WebGPU in its worker, with the numbers of wasm", async () => {
  const bytes = await readFile(new URL("../goldens/slak-mini.pth", import.meta.url));
  const tables: string[] = [];
  for (const [backend, name] of [
    ["webgpu", "SwiftShader"],
    ["wasm", "WebAssembly"],
  ] as const) {
    const { page, complaints } = await openPage(site, { query: `?backend=${backend}` });
    await page.locator(".chip", { hasText: name }).first().waitFor();
    await drop(page, "slak-mini.pth", bytes);
    const field = page.locator(".cell.type-erf").last();
    const caption = field.locator(".caption", { hasText: /weights from slak-mini\.pth/ });
    await caption.waitFor({ timeout: 120_000 });
    tables.push((await field.locator("td[data-t]").allInnerTexts()).join(" | "));
    expect(complaints).toEqual([]);
    await page.context().close();
  }
  expect(tables[0]).toMatch(/^\d\.\d{3}/);
  expect(tables[0]).toBe(tables[1]);
});

it("says what to do where WebGPU was asked for and is not there", async () => {
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_FLAGS.filter((flag) => !/webgpu/.test(flag)), "--disable-features=WebGPU"],
  });
  const { page } = await openPage(site, { query: "?backend=webgpu", browser });
  const sentence = page.getByText("WebGPU is not available here").first();
  await sentence.waitFor();
  expect(await sentence.innerText()).toContain("choose the wasm backend");
  await page.goto(site.address);
  await waitForFigure(page);
  await browser.close();
});
