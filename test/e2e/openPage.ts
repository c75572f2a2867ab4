import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { inject } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { serve } from "../../setup/serve.mjs";
import { encodeShareLink } from "../../src/store/format/shareLink.ts";
import { createWelcome } from "../../src/store/welcome.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface Site {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** The production build, served with the production headers, and a browser to open it with. */
export async function openSite(): Promise<Site> {
  const { server, address } = await serve(inject("builtPage"), { port: "0" });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_FLAGS,
  });
  return {
    address,
    browser,
    async close() {
      await browser.close();
      await new Promise((done) => server.close(done));
    },
  };
}

const welcome = createWelcome(
  (
    (n) => () =>
      `plain-${n++}`
  )(0),
);
/** Where the notebook of a first visit without examples opens, with a network that takes a second. */
export const PLAIN = await encodeShareLink({
  ...welcome,
  cells: welcome.cells.map((cell) =>
    cell.type === "model" && cell.origin.type === "random"
      ? { ...cell, origin: { ...cell.origin, architecture: "slak-nano" } }
      : cell,
  ),
});

/**
 * A page on the site that records what it asks for, what it reports and how long it blocks. Unless
 * the query leads to a notebook, it opens a plain one. Requests that `held` matches are never answered.
 */
export async function openPage(
  site: Site,
  {
    dark = false,
    width = 1280,
    query = "",
    browser = site.browser,
    held = null,
  }: {
    readonly dark?: boolean;
    readonly width?: number;
    readonly query?: string;
    readonly browser?: Browser;
    readonly held?: RegExp | null;
  } = {},
): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? "dark" : "light",
  });
  if (held) await context.route(held, () => undefined);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  const leads = /#|[?&]notebook=/.test(query);
  await page.goto(`${site.address}${query}${leads ? "" : `#${PLAIN}`}`);
  return { page, requests, complaints };
}

/** The first field on the page. */
export const firstField = (page: Page) => page.locator(".cell.type-erf").first();

/** Waits until the first field on the page shows a finished run. */
export async function waitForFigure(page: Page): Promise<void> {
  await firstField(page).locator(".dot.done").waitFor({ timeout: 90_000 });
  await firstField(page).locator("table.area").waitFor();
}

/** Opens the conditions of a figure that are seldom changed. */
export async function openMore(figure: Locator): Promise<void> {
  const more = figure.locator(".more button");
  if ((await more.getAttribute("aria-expanded")) === "false") await more.click();
}

/** Waits until a figure shows a finished run with these words in its caption. */
export async function waitForCaption(figure: Locator, text: string | RegExp): Promise<void> {
  const timeout = 90_000;
  const done = figure.locator(".caption", { hasText: text, hasNotText: "so far the first" });
  const run = figure.locator(".notice.stale").getByRole("button", { name: "Run", exact: true });
  // a slow machine takes for dear what is cheap elsewhere
  await done.or(run).first().waitFor({ timeout });
  if (await done.isVisible()) return;
  // where it runs by itself after all the button is gone
  await run.click({ timeout: 5000 }).catch(() => undefined);
  await done.waitFor({ timeout });
}

/** What every accessibility rule of axe finds wrong on the page, one line each. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  // the policy of the page bars injected scripts, so axe comes in through the debugger
  await page.evaluate(await readFile(AXE, "utf8"));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
    );
  });
}

/** What a script on the page can call; see docs/scripting.md. */
export interface Scripting {
  open(document: string | object): Promise<void>;
  runAll(): Promise<{ cells: readonly { id: string; status: string }[] }>;
  status(): { running: boolean; saving: string; cells: readonly { id: string; status: string }[] };
  export(options?: { results?: boolean }): string;
}
/** Opens a document through `window.fieldbook`, once the page shows a notebook. */
export async function openDocument(page: Page, document: object): Promise<void> {
  await page.locator("#notebook").waitFor();
  await page.evaluate(
    (value) => (globalThis as unknown as { fieldbook: Scripting }).fieldbook.open(value),
    document,
  );
}

/** Drops files on the window as a person would. */
export async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const encoded = bytes.toString("base64");
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      const values = Uint8Array.from(atob(content ?? ""), (c) => c.charCodeAt(0));
      data.items.add(new File([values], file ?? ""));
      return data;
    },
    [name, encoded],
  );
  await page.dispatchEvent("body", "dragover", { dataTransfer: transfer });
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}
