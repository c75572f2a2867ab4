import type { Server } from "node:http";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { serve } from "../../setup/serve.mjs";

let server: Server;
let address = "";
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  ({ server, address } = await serve(inject("builtPage"), { port: "0" }));
  const executablePath = findChromium();
  browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_FLAGS,
  });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on("pageerror", (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser?.close();
  await new Promise((done) => (server?.listening ? server.close(done) : done(null)));
});

/** Nothing answers any more: not the network as the browser sees it, nor the server itself. */
async function goOffline(): Promise<void> {
  await page.context().setOffline(true);
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
}

it("after the first visit works without a network: opens, edits and computes", async () => {
  await page.goto(`${address}?backend=wasm`);
  await page.locator("#notebook .cell").first().waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((done) =>
        navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }),
      );
  });
  await goOffline();
  await expect(fetch(address)).rejects.toThrow("fetch failed");

  await page.goto(`${address}?backend=wasm`);
  await page.locator("#notebook .cell").first().waitFor();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);

  const status = await page.evaluate(async () => {
    const { fieldbook } = window as unknown as {
      fieldbook: {
        open(document: object): Promise<void>;
        runAll(): Promise<{
          engine: { backend: string; adapter: string };
          cells: readonly { id: string; status: string }[];
        }>;
      };
    };
    // a size that the example of the first visit did not compute
    const conditions = { size: 96, stage: 1 };
    await fieldbook.open({
      fieldbook: 1,
      title: "On a train",
      cells: [
        { id: "words", type: "text", text: "Some $E = mc^2$" },
        {
          id: "net",
          type: "model",
          name: "net",
          origin: { type: "random", architecture: "convnext-nano", seed: 1 },
        },
        { id: "field", type: "erf", model: "net", conditions },
      ],
    });
    return fieldbook.runAll();
  });
  expect(status.cells.map(({ id, status: state }) => `${id} ${state}`)).toEqual([
    "words idle",
    "net done",
    "field done",
  ]);
  expect(status.engine.backend).toBe("wasm");
  await page.locator("#cell-field canvas").first().waitFor();
  // the formula's code and faces are kept too
  await page.locator("#cell-words .katex").waitFor();

  await page.locator("#cell-words .text-shown").dblclick();
  await page.locator("#cell-words textarea").fill("Written without a network");
  await page.keyboard.press("Escape");
  await page.locator("#cell-words p", { hasText: "Written without a network" }).waitFor();
  await page.locator(".saved", { hasText: "Saved" }).first().waitFor();
  await page.reload();
  await page.locator("#cell-words p", { hasText: "Written without a network" }).waitFor();
  expect(complaints).toEqual([]);
});
