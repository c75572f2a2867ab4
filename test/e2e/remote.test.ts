import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Locator, Page, Route } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findViolations, openDocument, openPage, openSite, type Site } from "./openPage.ts";

const BYTES = await readFile(new URL("../goldens/slak-mini.pth", import.meta.url));
const SHA = createHash("sha256").update(BYTES).digest("hex");
const HUB = "https://huggingface.co/";
const FILE = `${HUB}someone/slak-mini/resolve/main/slak-mini.pth`;

let site: Site;
let page: Page;
let complaints: string[] = [];
/** what the hosts were asked for, with the range */
const asked: string[] = [];
/** the whole file is sent when this resolves */
let gate: Promise<void> = Promise.resolve();
const model = (): Locator => page.locator(".cell.type-model").first();
const dialog = (): Locator => page.getByRole("dialog");

/** A host as Hugging Face is: lists of files, single ranges, leave for every page; and one that gives no leave. */
async function answer(route: Route): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  const range = await request.headerValue("range");
  asked.push(`${request.method()} ${url.href} ${range ?? ""}`.trim());
  if (url.host === "refusing.example")
    return route.fulfill({
      status: 206,
      body: "x",
      // leave for another page than ours
      headers: { "access-control-allow-origin": "https://elsewhere.example" },
    });
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "Content-Range, ETag, Link",
    etag: '"1"',
  };
  if (url.pathname === "/api/models/someone/slak-mini/tree/main")
    return route.fulfill({
      headers,
      json: [
        { type: "file", path: "README.md", size: 10 },
        {
          type: "file",
          path: "slak-mini.pth",
          size: BYTES.length,
          lfs: { oid: SHA, size: BYTES.length },
        },
      ],
    });
  const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? "");
  if (url.href !== FILE || !match) return route.fulfill({ status: 404, headers });
  const [, from, to] = match;
  if (to === "") await gate;
  const end = to ? Math.min(Number(to) + 1, BYTES.length) : BYTES.length;
  return route
    .fulfill({
      status: 206,
      headers: {
        ...headers,
        "content-type": "application/octet-stream",
        "content-range": `bytes ${from}-${end - 1}/${BYTES.length}`,
      },
      body: BYTES.subarray(Number(from), end),
    })
    .catch(() => {}); // the page no longer waits for it
}

beforeAll(async () => {
  site = await openSite();
  ({ page, complaints } = await openPage(site, { query: "?backend=wasm" }));
  await page.context().route(/^https:/, answer);
  await model().waitFor();
});
afterAll(() => site?.close());

it("finds the seed paper's page of weights with two clicks", async () => {
  await model().getByRole("button", { name: "Find published weights" }).click();
  const link = dialog()
    .getByRole("link", { name: /^Open drive\.google\.com: SLaK-T/ })
    .first();
  expect(await link.getAttribute("href")).toBe(
    "https://drive.google.com/file/d/1Iut2f5FMS_77jGPYoUJDQzDIXOsax1u4/view?usp=sharing",
  );
  await dialog().getByRole("searchbox").fill("convnext-t 288");
  await expect.poll(() => dialog().locator(".choices > li").count()).toBe(1);
  expect(await findViolations(page)).toEqual([]);
  // reading the catalogue asks no other host
  expect(asked).toEqual([]);
  await dialog()
    .getByRole("button", { name: /^Download: ConvNeXt-T/ })
    .click();
  await dialog()
    .getByText(/Hugging Face shows no model timm\/convnext_tiny/)
    .waitFor();
  await dialog().getByRole("button", { name: "Close" }).click();
  asked.length = 0;
});

it("lists what lies at an address, and tells what is in it before it is downloaded", async () => {
  await model().getByRole("button", { name: "From the web…" }).click();
  await dialog().getByRole("textbox").fill("huggingface.co/someone/slak-mini/tree/main");
  expect(asked).toEqual([]);
  await page.keyboard.press("Enter");
  await dialog().getByText("slak-mini.pth").first().waitFor();
  expect(await dialog().locator(".choices > li").count()).toBe(1);
  await dialog().getByRole("button", { name: "Look inside slak-mini.pth" }).click();
  await dialog()
    .getByText(/SLaK, own sizes, .* parameters/)
    .waitFor();
  expect(await findViolations(page)).toEqual([]);
  expect(asked.filter((line) => !line.includes(" bytes=") && !line.includes("/api/"))).toEqual([]);
});

it("downloads with a pause, and opens the model", async () => {
  let open = (): void => {};
  gate = new Promise((done) => (open = done));
  await dialog()
    .getByRole("button", { name: /^Download slak-mini/ })
    .click();
  await dialog().getByRole("button", { name: "Pause" }).click();
  await dialog().getByText("paused; what came is kept").waitFor();
  expect(await dialog().getByRole("progressbar").count()).toBe(1);
  open();
  gate = Promise.resolve();
  await dialog().getByRole("button", { name: "Resume" }).click();
  await dialog().getByText("The model is opened with these weights.").waitFor();
  await dialog().getByRole("button", { name: "Close" }).first().click();
  await model()
    .getByText(/slak-mini\.pth, from huggingface\.co/)
    .waitFor();
  await model()
    .getByText(/all \d+ tensors matched/)
    .waitFor();
  expect(asked.every((line) => line.startsWith("GET "))).toBe(true);
});

it("says of a host that lets no page read it what to do, with the link", async () => {
  await model().getByRole("button", { name: "From the web…" }).click();
  await dialog().getByRole("textbox").fill("https://refusing.example/a.pth");
  await page.keyboard.press("Enter");
  await dialog()
    .getByText(/lets no page of another site read its files/)
    .waitFor();
  const link = dialog().getByRole("link", { name: "https://refusing.example/a.pth" });
  expect(await link.getAttribute("href")).toBe("https://refusing.example/a.pth");
  await dialog().getByRole("button", { name: "Close" }).click();
});

it("works after a reload without asking anyone", async () => {
  await page.locator(".saved", { hasText: "Saved" }).first().waitFor();
  asked.length = 0;
  await page.reload();
  await model()
    .getByText(/all \d+ tensors matched/)
    .waitFor();
  expect(asked).toEqual([]);
});

it("shows what is kept, how large it is, and deletes it", async () => {
  await page.goto(`${site.address}?backend=wasm#library`);
  const kept = page.locator(".kept");
  await kept.getByText("slak-mini.pth").waitFor();
  expect(await kept.locator("h2").innerText()).toMatch(/Downloaded weights, \d+ kB/);
  expect(await findViolations(page)).toEqual([]);
  await kept.getByRole("button", { name: /^Delete slak-mini\.pth/ }).click();
  await kept.waitFor({ state: "detached" });
  const left = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("weights");
    const names: string[] = [];
    for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys())
      names.push(name);
    return names;
  });
  expect(left).toEqual([]);
});

it("offers a notebook's missing weights, and fetches them only then", async () => {
  asked.length = 0;
  const fresh = await openPage(site, { query: "?backend=wasm" });
  await fresh.page.context().route(/^https:/, answer);
  const file = { name: "slak-mini.pth", bytes: BYTES.length, sha256: SHA, url: FILE };
  await openDocument(fresh.page, {
    fieldbook: 1,
    title: "From a colleague",
    cells: [
      { id: "net", type: "model", name: "net", origin: { type: "file", file } },
      { id: "field", type: "erf", model: "net", conditions: { size: 64 } },
    ],
  });
  const net = fresh.page.locator("#cell-net");
  const fetching = net.getByRole("button", { name: /^Download \d+ kB from huggingface\.co$/ });
  await fetching.waitFor();
  expect(asked).toEqual([]);
  await fetching.click();
  await net.getByText(/all \d+ tensors matched/).waitFor();
  await fresh.page.locator("#cell-field canvas").first().waitFor();
  expect(asked.length).toBeGreaterThan(0);
  expect(fresh.complaints).toEqual([]);
  await fresh.page.context().close();
  // the browser itself complains of the host that refuses and of the model that is not there
  const expected = /refusing\.example|ERR_FAILED|status of 404/;
  expect(complaints.filter((text) => !expected.test(text))).toEqual([]);
});
