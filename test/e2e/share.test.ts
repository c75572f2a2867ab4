import { readFile, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drop, findViolations, openDocument, openPage, openSite, type Site } from "./openPage.ts";

const TITLE = "Which pixels does one unit really use?";
let site: Site;
let folder: string;
let page: Page;

/** Lets everything be computed; says which cells came to nothing. */
const runAll = (on: Page): Promise<readonly string[]> =>
  on.evaluate(async () => {
    const { fieldbook } = window as unknown as {
      fieldbook: {
        runAll(): Promise<{ cells: readonly { id: string; type: string; status: string }[] }>;
      };
    };
    const { cells } = await fieldbook.runAll();
    return cells
      .filter(({ type, status }) => type !== "text" && status !== "done")
      .map(({ id, status }) => `${id} ${status}`);
  });
async function showDialog(name: string): Promise<void> {
  await page.locator(".bar").getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog", { name }).waitFor();
}
async function save(label: string): Promise<{ name: string; content: string }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: label }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    content: await readFile(await download.path(), "utf8"),
  };
}
const dropped = async (name: string, content: string): Promise<Page> => {
  const fresh = await openPage(site, { query: "?backend=wasm" });
  await fresh.page.locator("#notebook .cell").first().waitFor();
  await fresh.page.locator(".bar .title").fill("Another");
  await drop(fresh.page, name, Buffer.from(content));
  await expect.poll(() => fresh.page.title(), { timeout: 20_000 }).toBe(`${TITLE} · Fieldbook`);
  return fresh.page;
};
beforeAll(async () => {
  site = await openSite();
  folder = await mkdtemp(join(tmpdir(), "fieldbook-share-"));
  ({ page } = await openPage(site, { query: "?backend=wasm" }));
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("#notebook .cell").first().waitFor();
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

it("comes when all that the first visit shows is computed", async () => {
  expect(await runAll(page)).toEqual([]);
});

describe("a link", () => {
  it("that holds the notebook is copied with a word, and opens for somebody else", async () => {
    await showDialog("Share");
    const field = page.getByLabel("Link to the whole notebook");
    await expect.poll(() => field.inputValue()).toContain("#doc=");
    const link = await field.inputValue();
    await page.locator(".length", { hasText: link.length.toLocaleString("en") }).waitFor();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("status").filter({ hasText: "Link copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    await page.getByText("This notebook needs none").waitFor();
    expect(await findViolations(page)).toEqual([]);

    await page.getByLabel("Address of the file").fill("https://example.org/a b.fieldbook.json");
    expect(await page.getByLabel("Link to the file").inputValue()).toBe(
      `${site.address}?notebook=https%3A%2F%2Fexample.org%2Fa+b.fieldbook.json`,
    );
    await page.keyboard.press("Escape");

    const other = await openPage(site, { query: new URL(link).hash });
    await expect.poll(() => other.page.title()).toBe(`${TITLE} · Fieldbook`);
    expect(await other.page.locator("#notebook .cell").count()).toBe(
      await page.locator("#notebook .cell").count(),
    );
    await other.page.context().close();
  });
});

describe("a figure that is taken away", () => {
  const take = async (label: string): Promise<Buffer> => {
    const menu = page.locator(".cell.type-erf .head .menu").first();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      menu.getByRole("button", { name: label, exact: true }).click(),
    ]);
    return readFile(await download.path());
  };

  it("goes into a paper as it is: title, conditions and faces within, no hole and no hint", async () => {
    const text = (await take("SVG")).toString();
    const seen = await page.evaluate((source) => {
      const svg = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
      document.body.append(svg);
      const { top, width, height } = svg.getBoundingClientRect();
      // what is drawn, by where it begins and ends, without the paper itself
      const spans = [
        ...svg.querySelectorAll("text, image, path, rect:not(svg > rect:first-of-type)"),
      ]
        .map((part) => part.getBoundingClientRect())
        .map((box) => [box.top - top, box.bottom - top] as const)
        .toSorted(([a], [b]) => a - b);
      let [end, hole] = [0, 0];
      for (const [from, to] of spans) {
        hole = Math.max(hole, from - end);
        end = Math.max(end, to);
      }
      const words = [...svg.querySelectorAll("text")].map(({ textContent }) => textContent);
      const faces = svg.querySelector("style")?.textContent.match(/font-family:"[^"]*"/g);
      const paper = svg.querySelector("rect")?.getAttribute("fill");
      svg.remove();
      return { width, hole: Math.max(hole, height - end), words, faces, paper };
    }, text);
    expect(seen.words).toContain("Effective receptive field of one unit");
    const said = seen.words.join(" ");
    expect(said).toMatch(/Protocol replknet .*Input size \d+\u202f×\u202f\d+ px .*Weights \S/);
    expect(said).toContain("wasm");
    expect(said).not.toMatch(/drag|Point at|Copy|click/i);
    expect(seen.faces?.toSorted()).toEqual(['font-family:"Charis SIL"', 'font-family:"Inter"']);
    expect(seen.paper).toBe("#fff");
    expect(seen.hole).toBeLessThan(64);
    // a column of a page, 7.5 inches
    expect(seen.width).toBeGreaterThan(600);
    expect(seen.width).toBeLessThanOrEqual(740);
    // it loads nothing
    const asked = [...text.matchAll(/(?:href=|src=|url\()"?([^")]{0,40})/g)].map(([, to]) => to);
    expect(asked.filter((to) => !/^(?:data:|#|&quot;#)/.test(to ?? ""))).toEqual([]);
    // the page is as it was
    expect(await page.locator("[data-paper], .picture-title").count()).toBe(0);
    const png = await take("PNG");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(Math.round((seen.width * 300) / 96));
    expect(png.toString("latin1", 33, 50)).toContain("pHYs");
  });
});

describe("an export", () => {
  it("is the notebook's file, with results if they are wanted, which are not computed again", async () => {
    await showDialog("Export");
    expect(await findViolations(page)).toEqual([]);
    const plain = await save("Without results");
    expect(plain.name).toBe("which-pixels-does-one-unit-really-use.fieldbook.json");
    expect(JSON.parse(plain.content)).not.toHaveProperty("results");
    await page.getByText("nothing has to be computed again").waitFor();
    const whole = await save("With results");
    const { results } = JSON.parse(whole.content) as { results: object };
    expect(Object.keys(results).length).toBeGreaterThanOrEqual(2);
    await page.getByRole("status").filter({ hasText: "saved where downloads go" }).waitFor();
    await page.keyboard.press("Escape");

    const fresh = await dropped(whole.name, whole.content);
    await fresh.locator(".type-erf .figure-body canvas").first().waitFor();
    // the moment of computing is part of a result: the same one is the same run
    const again = await fresh.evaluate(() => {
      const { fieldbook } = window as unknown as {
        fieldbook: { export(options: { results: boolean }): string };
      };
      return fieldbook.export({ results: true });
    });
    expect((JSON.parse(again) as { results: object }).results).toEqual(results);
    await fresh.context().close();
  });

  it("as one page shows everything, loads nothing, runs nothing, and opens again", async () => {
    await showDialog("Export");
    const { name, content } = await save("Save the page");
    await page.keyboard.press("Escape");
    expect(name).toBe("which-pixels-does-one-unit-really-use.html");
    const file = join(folder, name);
    await writeFile(file, content);

    const context = await site.browser.newContext({ offline: true });
    const exported = await context.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    exported.on("request", (request) => requests.push(request.url()));
    exported.on("console", (message) => complaints.push(message.text()));
    exported.on("pageerror", (error) => complaints.push(error.message));
    const address = pathToFileURL(file).href;
    await exported.goto(address);
    expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([address]);
    expect(complaints).toEqual([]);
    expect(await exported.title()).toBe(TITLE);
    const seen = await exported.evaluate(() => ({
      headings: document.querySelectorAll("h1").length,
      formulas: document.querySelectorAll("math").length,
      raw: document.querySelectorAll("[data-tex]:not(:has(math))").length,
      maps: [...document.images].map((image) => image.naturalWidth),
      plots: document.querySelectorAll("svg.s").length,
      tables: document.querySelectorAll("table").length,
      provenance: document.querySelector(".provenance")?.textContent.includes("wasm"),
      controls: document.querySelectorAll("button, input, select, textarea, canvas").length,
      scripts: [...document.scripts].map(({ type }) => type),
      wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      faces: [...document.fonts].map(({ family, status }) => `${family}: ${status}`).toSorted(),
      hints: /click|drag|point at|wheel/i.test(document.querySelector("main")?.innerText ?? ""),
      // beside every map
      conditions: [...document.querySelectorAll(".type-erf")].map((cell) =>
        [...cell.querySelectorAll<HTMLElement>(".facts dt")]
          .filter((term) => term.offsetHeight > 0)
          .slice(0, 3)
          .map(({ textContent }) => textContent),
      ),
      paper: getComputedStyle(document.body).backgroundColor,
    }));
    expect(seen).toMatchObject({
      headings: 1,
      raw: 0,
      provenance: true,
      controls: 0,
      scripts: ["application/json"],
      wide: false,
      hints: false,
      paper: "rgb(252, 251, 248)",
    });
    expect(new Set(seen.faces)).toEqual(new Set(["Charis SIL: loaded", "Inter: loaded"]));
    for (const terms of seen.conditions)
      expect(terms).toEqual(["Protocol", "Input size", "Weights"]);
    expect(seen.conditions.length).toBeGreaterThan(0);
    // the faces and the formulas' styles are the most of it
    expect(content.length).toBeLessThan(1_000_000);
    expect(seen.formulas).toBeGreaterThan(0);
    expect(seen.maps.length).toBeGreaterThan(0);
    expect(Math.min(...seen.maps)).toBeGreaterThan(0);
    expect(seen.plots).toBeGreaterThanOrEqual(2);
    expect(seen.tables).toBeGreaterThan(0);
    expect(await findViolations(exported)).toEqual([]);
    await exported.emulateMedia({ colorScheme: "dark" });
    expect(await exported.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      "rgb(20, 20, 18)",
    );
    expect(await findViolations(exported)).toEqual([]);
    await exported.setViewportSize({ width: 390, height: 844 });
    expect(await exported.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
    await context.close();

    const fresh = await dropped(name, content);
    await fresh.context().close();
  });
});

describe("a notebook that is printed", () => {
  const conditions = { size: 64, stage: 1, images: { type: "dead-leaves", count: 1, seed: 0 } };
  const model = (name: string, architecture: string): object => ({
    ...{ id: name, type: "model", name },
    origin: { type: "random", architecture, seed: 0 },
  });
  const models = ["slak", "cnx"];
  const DOCUMENT = {
    fieldbook: 1,
    title: "On paper",
    cells: [
      model("slak", "slak-nano"),
      model("cnx", "convnext-nano"),
      { id: "c", type: "compare", models, conditions },
      { id: "s", type: "sweep", models, over: "kernel", values: [7, 31], conditions },
    ],
  };
  it("fits the paper, with its conditions and without what is operated", async () => {
    const printed = await openPage(site, { dark: true, query: "?backend=wasm" });
    await openDocument(printed.page, DOCUMENT);
    expect(await runAll(printed.page)).toEqual([]);
    const drawn = (): Promise<number[]> =>
      printed.page.evaluate(() =>
        [...document.querySelectorAll("svg.s")].map(({ clientWidth }) => clientWidth),
      );
    const before = await drawn();
    // A4 between its margins; a browser says first that it will print
    await printed.page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await printed.page.setViewportSize({ width: 688, height: 1000 });
    await printed.page.emulateMedia({ media: "print" });
    const seen = await printed.page.evaluate(() => {
      const shown = (selector: string): HTMLElement[] =>
        [...document.querySelectorAll<HTMLElement>(selector)].filter((one) =>
          one.checkVisibility(),
        );
      return {
        beyond: shown("#notebook :is(svg, canvas, td, th, p, dd)")
          .filter((one) => one.getBoundingClientRect().right > 689)
          .map((one) => `${one.tagName} ${one.className} ${one.textContent}`),
        controls: shown(
          "button:not(.editable, th > button), input:not(.var), select, textarea",
        ).map((one) => one.outerHTML.slice(0, 120)),
        hints: /click|drag|point at|wheel/i.test(
          document.querySelector<HTMLElement>("#notebook")?.innerText ?? "",
        ),
        conditions: shown(".facts").map((one) => one.querySelector("dd")?.textContent),
      };
    });
    expect(seen).toEqual({
      beyond: [],
      controls: [],
      hints: false,
      conditions: ["replknet", "replknet"],
    });
    await printed.page.emulateMedia({ media: "screen" });
    await printed.page.setViewportSize({ width: 1280, height: 900 });
    await printed.page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect.poll(drawn).toEqual(before);
    expect(printed.complaints).toEqual([]);
    await printed.page.context().close();
  });
});
