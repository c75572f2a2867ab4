import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { openDocument, openPage, openSite, type Site } from "./openPage.ts";

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  ({ page } = await openPage(site, { query: "?backend=wasm" }));
});
afterAll(() => site.close());

const text = (id: string, words: string) => ({ id, type: "text", text: words });
const model = (id: string, name: string, architecture = "convnext-nano") => ({
  id,
  type: "model",
  name,
  origin: { type: "random", architecture, seed: 0 },
});
const erf = (id: string, of: string, size = 64) => ({
  id,
  type: "erf",
  model: of,
  conditions: { size, stage: 1, images: { type: "noise", count: 1, seed: 0 } },
});
const open = (...cells: readonly object[]) =>
  openDocument(page, { fieldbook: 1, title: "Cells", cells });
const order = (): Promise<string[]> =>
  page.locator("#notebook .cell").evaluateAll((cells) => cells.map(({ id }) => id.slice(5)));
const cell = (id: string) => page.locator(`#cell-${id}`);
/** An entry of a cell's menu. */
async function choose(id: string, entry: string): Promise<void> {
  await cell(id).hover();
  await cell(id).getByRole("button", { name: "More actions for this cell" }).click();
  await page.getByRole("menuitem", { name: entry }).click();
}
const undo = () => page.getByRole("button", { name: /^Undo/ }).first().click();

beforeEach(() => open(text("a", "# One"), text("b", "Two"), text("c", "Three")));

it("moves by the handle and by keys, and back", async () => {
  const handle = cell("a").getByRole("button", { name: /^Move the cell/ });
  await cell("a").click();
  const from = (await handle.boundingBox())!;
  const to = (await cell("c").boundingBox())!;
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 5, to.y + to.height - 2, { steps: 6 });
  await page.mouse.up();
  expect(await order()).toEqual(["b", "c", "a"]);
  await cell("a").focus();
  await page.keyboard.press("Alt+ArrowUp");
  expect(await order()).toEqual(["b", "a", "c"]);
  // both moves of one cell within moments are one step
  await undo();
  expect(await order()).toEqual(["a", "b", "c"]);
});

it("stands beside other models, is moved along the row, and edits move nothing below (regression)", async () => {
  await open(
    text("a", "# One"),
    model("m", "cnx", "convnext-tiny"),
    model("n", "slak", "slak-tiny"),
    text("b", "Two"),
  );
  const above = async (id: string): Promise<number> => (await cell(id).boundingBox())!.y;
  await cell("n").getByRole("heading", { name: "SLaK-T" }).waitFor();
  await cell("m").getByRole("heading", { name: "ConvNeXt-T" }).waitFor();
  expect(await above("m")).toBe(await above("n"));
  await cell("n").locator(".by-layer", { hasText: "none" }).waitFor({ timeout: 60_000 });
  const before = await above("b");
  await cell("n").getByLabel("Kernel sides").selectOption("7 7 7 7");
  await cell("n").locator(".changed", { hasText: "Against the network" }).waitFor();
  await cell("n").locator(".footprints", { hasText: /^7/ }).waitFor();
  expect(await above("b")).toBe(before);
  const handle = cell("n").getByRole("button", { name: /^Move the cell/ });
  const from = (await handle.boundingBox())!;
  const to = (await cell("m").boundingBox())!;
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 200, { steps: 6 });
  await page.mouse.up();
  expect(await order()).toEqual(["a", "n", "m", "b"]);
  await handle.press("ArrowRight");
  expect(await order()).toEqual(["a", "m", "n", "b"]);
});

it("is duplicated, split at the caret and merged again", async () => {
  await choose("b", "Duplicate");
  expect(await order()).toHaveLength(4);
  await undo();
  await cell("b").locator(".text-shown").dblclick();
  await cell("b").locator("textarea").fill("Two halves");
  await page.keyboard.press("Home");
  for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Shift+-");
  const [, first, second] = await order();
  expect(await cell(first!).innerText()).toContain("Two");
  await page.keyboard.press("Escape");
  expect(await cell(second!).innerText()).toContain("halves");
  await choose(first!, "Merge with the next");
  expect(await order()).toEqual(["a", "b", "c"]);
  expect(await cell("b").innerText()).toMatch(/Two\s+halves/);
});

it("is folded to its title, and hides its controls", async () => {
  await open(model("m", "net"), erf("f", "net"));
  await cell("f").locator("table.area").waitFor({ timeout: 60_000 });
  await choose("f", "Hide controls");
  expect(await cell("f").getByLabel("Protocol").count()).toBe(0);
  expect(await cell("f").locator("table.area").isVisible()).toBe(true);
  await choose("f", "Fold");
  expect(await cell("f").locator("table.area").count()).toBe(0);
  await cell("f").getByText("Effective receptive field").first().waitFor();
  await page.keyboard.press("Escape");
  await undo();
  await undo();
  expect(await cell("f").getByLabel("Protocol").isVisible()).toBe(true);
});

it("says at the cell what is wrong with a name, and no longer when it is mended", async () => {
  await open(model("m", "net"), model("n", "net"), erf("f", "net"), erf("g", "nobody"));
  await cell("m").getByText("2 cells define “net”: rename all but one.").waitFor();
  await cell("n").getByText("2 cells define “net”: rename all but one.").waitFor();
  await cell("f").getByText("“net” is defined 2 times.").waitFor();
  await cell("g").getByText("No cell defines “nobody”").waitFor();
  await cell("n").getByLabel(/name/i).first().fill("other");
  await page.keyboard.press("Enter");
  await cell("f").locator("table.area").waitFor({ timeout: 60_000 });
  expect(await page.getByText("2 cells define").count()).toBe(0);
  const circle = (id: string, name: string, of: string) => ({
    id,
    type: "model",
    name,
    origin: { type: "model", model: of },
  });
  await open(circle("p", "p", "q"), circle("q", "q", "p"));
  await cell("p").getByText("“p” is made from itself (p from q from p)").waitFor();
  expect(await cell("q").getByText("is made from itself").count()).toBe(1);
});

it("runs all that are not known, and stops all", async () => {
  await open(model("m", "net", "slak-tiny"), erf("f", "net", 512), erf("g", "net", 480));
  await cell("f")
    .getByText(/takes about/)
    .waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Run all" }).click();
  await expect.poll(() => page.locator(".cell .dot.running").count()).toBe(2);
  await page.getByRole("button", { name: /^Stop 2 cells/ }).click();
  await expect.poll(() => page.locator(".cell .dot.running").count()).toBe(0);
  expect(await page.locator(".cell .dot.stopped").count()).toBe(2);
});

it("of a newer version is kept and shown as such", async () => {
  await open({ id: "x", type: "hologram", depth: [3] }, text("y", "After"));
  await cell("x").getByText("This cell cannot be shown here").waitFor();
  const saved = await page.evaluate(() =>
    (globalThis as unknown as { fieldbook: { export(): string } }).fieldbook.export(),
  );
  expect(JSON.parse(saved).cells[0]).toEqual({ id: "x", type: "hologram", depth: [3] });
});
