import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drop, openDocument, openPage, openSite, type Site, waitForCaption } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const text = (id: string, words: string) => ({ id, type: "text", text: words });
const simple = (title: string) => ({
  fieldbook: 1,
  title,
  cells: [text("t", `${title}, as it was`)],
});
const saved = (page: Page) =>
  page
    .locator(".saved", { hasText: /^Saved/ })
    .first()
    .waitFor();
const rows = (page: Page) => page.locator(".library .notebooks").first().locator("li");

describe("the library", () => {
  it("imports, duplicates, exports, deletes and gives back", async () => {
    const { page } = await openPage(site, { query: "#library" });
    await page.getByRole("heading", { name: "Notebooks" }).waitFor();
    const content = JSON.stringify(simple("Brought along"));
    await page.locator(".library input[type=file]").setInputFiles({
      name: "a.fieldbook.json",
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
    await page.locator("#cell-t", { hasText: "Brought along, as it was" }).waitFor();
    await saved(page);
    await page.goto(`${site.address}#library`);
    await page.getByRole("button", { name: "Duplicate “Brought along”" }).click();
    await expect.poll(() => rows(page).count()).toBe(2);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export “Brought along”" }).click(),
    ]);
    expect(JSON.parse(await readFile(await download.path(), "utf8")).title).toBe("Brought along");
    await page.getByRole("button", { name: "Delete “Brought along”", exact: true }).click();
    await expect.poll(() => rows(page).count()).toBe(1);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.context().close();
  });

  it("opens an example, says that it was changed, and goes back to the published one", async () => {
    const { page } = await openPage(site, { query: "#library" });
    await page.getByRole("link", { name: "How far does a network see?" }).click();
    const title = page.locator("#notebook .cell").first();
    await title.waitFor();
    expect(await page.locator(".published").count()).toBe(0);
    await title.locator(".text-shown").dblclick();
    await page.locator("textarea:focus").press("Control+End");
    await page.keyboard.type(" Mine.");
    await page.keyboard.press("Escape");
    await page.locator(".published", { hasText: /^Local changes since/ }).waitFor();
    await page.getByRole("button", { name: "Revert to the published one" }).click();
    await page.locator(".published").waitFor({ state: "detached" });
    expect(await title.innerText()).not.toContain("Mine.");
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await expect.poll(() => title.innerText()).toContain("Mine.");
    await page.context().close();
  });

  it("keeps versions, shows what going back would change, and can undo that", async () => {
    const { page } = await openPage(site);
    await openDocument(page, simple("Versions"));
    await saved(page);
    // a version is kept whenever a notebook is opened
    await page.reload();
    await page.locator("#cell-t .text-shown").dblclick();
    await page.locator("#cell-t textarea").fill("Versions, later");
    await page.keyboard.press("Escape");
    await page.locator("#cell-t", { hasText: "Versions, later" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("history");
    await page.keyboard.press("Enter");
    const versions = page.getByRole("dialog").locator(".versions > li");
    await versions.first().waitFor();
    await versions.last().getByRole("button", { name: "Restore" }).click();
    await page.locator("#cell-t", { hasText: "as it was" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await page.locator("#cell-t", { hasText: "Versions, later" }).waitFor();
    expect(await page.locator("#notebook .cell").count()).toBe(1);
    await page.context().close();
  });
});

describe("a notebook that lies elsewhere", () => {
  let server: Server;
  let elsewhere: string;
  let answer: (path: string) => { status: number; body: string; cors: boolean };
  beforeAll(async () => {
    server = createServer(({ url }, response) => {
      const { status, body, cors } = answer(url ?? "");
      response.writeHead(status, {
        "content-type": "application/json",
        ...(cors && {
          "access-control-allow-origin": "*",
          "cross-origin-resource-policy": "cross-origin",
        }),
      });
      response.end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it("opens by its address on this site, and by none that is not https elsewhere", async () => {
    answer = () => ({ status: 200, body: JSON.stringify(simple("Elsewhere")), cors: true });
    const { page } = await openPage(site, {
      query: `?notebook=${encodeURIComponent(`${elsewhere}/n.json`)}`,
    });
    await page.getByText("a notebook is taken from an address that begins with https").waitFor();
    const own = "examples/how-far-does-a-network-see.fieldbook.json";
    await page.goto(`${site.address}?notebook=${own}`);
    await page.locator("#notebook .cell").first().waitFor();
    expect(await page.title()).toContain("How far does a network see?");
    expect(new URL(page.url()).searchParams.has("notebook")).toBe(false);
    await page.context().close();
  });

  it("that is not there or no notebook says so, and the page goes on", async () => {
    const { page } = await openPage(site, { query: "?notebook=examples/none.json" });
    const alert = page.getByRole("alert").first();
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/none\.json answers 404: check the address/);
    await page.goto(`${site.address}?notebook=examples/index.json`);
    await alert.waitFor();
    expect(await page.locator("#root").innerText()).not.toContain("internal");
    await page.context().close();
  });
});

it("weights that are not here are named with their sha256 and taken when they are dropped", async () => {
  const bytes = await readFile(new URL("../goldens/convnext-mini.pth", import.meta.url));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { page } = await openPage(site);
  await openDocument(page, {
    fieldbook: 1,
    title: "Missing",
    cells: [
      {
        id: "m",
        type: "model",
        name: "net",
        origin: { type: "file", file: { name: "mine.pth", bytes: bytes.length, sha256 } },
      },
      { id: "f", type: "erf", model: "net", conditions: { size: 64, stage: 1 } },
    ],
  });
  const missing = page.locator("#cell-m").getByRole("alert");
  await missing.waitFor();
  expect(await missing.innerText()).toContain("mine.pth");
  expect(await missing.innerText()).toContain(sha256.slice(0, 8));
  // under another name, and dropped anywhere
  await drop(page, "renamed.bin", bytes);
  await page.locator("#cell-m .badge", { hasText: /all \d+ tensors matched/ }).waitFor();
  await page.locator("#cell-f table.area").waitFor({ timeout: 60_000 });
  expect(await page.locator("#notebook .cell").count()).toBe(2);
  // and it stays for the next visit
  await saved(page);
  await page.reload();
  await page.locator("#cell-f table.area").waitFor({ timeout: 60_000 });
  await page.locator("#cell-f").getByLabel("Stage", { exact: true }).selectOption("2");
  await waitForCaption(page.locator("#cell-f"), "stage 2");
  expect(await page.locator("#cell-m").getByRole("alert").count()).toBe(0);
  await page.context().close();
});
