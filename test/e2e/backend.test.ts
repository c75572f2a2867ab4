import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import {
  openDocument,
  openPage,
  openSite,
  type Site,
  waitForCaption,
  waitForFigure,
} from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Small enough for a GPU that is emulated. */
const SMALL = {
  fieldbook: 1,
  title: "Small",
  cells: [
    {
      id: "m",
      type: "model",
      name: "slak",
      origin: { type: "random", architecture: "slak-nano", seed: 0 },
    },
    {
      id: "f",
      type: "erf",
      model: "slak",
      conditions: { size: 64, stage: 1, images: { type: "noise", count: 1, seed: 0 } },
    },
  ],
};

it("computes on WebGPU in its worker, with the numbers of wasm", async () => {
  const tables: string[] = [];
  for (const [backend, name] of [
    ["webgpu", "SwiftShader"],
    ["wasm", "WebAssembly"],
  ] as const) {
    const { page, complaints } = await openPage(site, { query: `?backend=${backend}` });
    await page.locator(".chip", { hasText: name }).first().waitFor();
    await openDocument(page, SMALL);
    await waitForCaption(page.locator("#cell-f"), "64 × 64 px");
    const cells = page.locator("#cell-f table.area td[data-t]");
    await expect.poll(() => cells.first().innerText()).toMatch(/^\d\.\d{3}/);
    tables.push((await cells.allInnerTexts()).join(" | "));
    expect(await page.locator("#cell-f .provenance").innerText()).toContain(backend);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
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
