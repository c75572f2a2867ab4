import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  findViolations,
  openDocument,
  openPage,
  openSite,
  type Scripting,
  type Site,
} from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const conditions = { size: 64, stage: 1, images: { type: "dead-leaves", count: 1, seed: 0 } };
/** One cell of every kind, small enough to be computed at once. */
const EVERYTHING = {
  fieldbook: 1,
  title: "One of every kind",
  cells: [
    {
      id: "text",
      type: "text",
      text: "# Title\n\nWords, $e^x$ and\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    },
    {
      id: "slak",
      type: "model",
      name: "slak",
      origin: { type: "random", architecture: "slak-nano", seed: 0 },
    },
    {
      id: "convnext",
      type: "model",
      name: "convnext",
      origin: { type: "random", architecture: "convnext-nano", seed: 0 },
    },
    { id: "erf", type: "erf", model: "slak", conditions },
    { id: "compare", type: "compare", models: ["slak", "convnext"], conditions },
    { id: "kernels", type: "kernels", model: "slak" },
    { id: "masks", type: "masks", model: "slak" },
    {
      id: "sweep",
      type: "sweep",
      models: ["convnext"],
      over: "kernel",
      values: [7, 13],
      conditions,
    },
    { id: "predict", type: "predict", model: "convnext", size: 64, images: conditions.images },
    { id: "broken", type: "erf", model: "nobody", conditions },
    { id: "newer", type: "hologram", depth: 3 },
  ],
};
const command = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
};

describe.each([
  ["light", false],
  ["dark", true],
])("in the %s theme no rule of axe is broken", (_, dark) => {
  it("by a notebook with a cell of every kind, nor by what opens over it", async () => {
    const { page, complaints } = await openPage(site, { dark });
    await openDocument(page, EVERYTHING);
    const { cells } = await page.evaluate(() =>
      (globalThis as unknown as { fieldbook: Scripting }).fieldbook.runAll(),
    );
    const states = Object.fromEntries(cells.map(({ id, status }) => [id, status]));
    expect(states).toEqual({
      text: "idle",
      slak: "done",
      convnext: "done",
      erf: "done",
      compare: "done",
      kernels: "done",
      masks: "done",
      sweep: "done",
      predict: "done",
      broken: "idle",
      newer: "idle",
    });
    expect(await findViolations(page)).toEqual([]);
    for (const [words, heading] of [
      ["history", /history/i],
      ["deleted cells", /deleted/i],
      ["keyboard shortcuts", /keys|shortcuts/i],
      ["share", /share/i],
      ["export", /export/i],
    ] as const) {
      await command(page, words);
      await page.getByRole("heading", { name: heading }).first().waitFor();
      expect([words, ...(await findViolations(page))]).toEqual([words]);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    expect(["palette", ...(await findViolations(page))]).toEqual(["palette"]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("by the library, and by an address that opens nothing", async () => {
    const { page } = await openPage(site, { dark, query: "#library" });
    await page.getByRole("heading", { name: "Notebooks" }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.goto(`${site.address}#doc=broken`);
    await page.reload();
    await page.getByRole("alert").first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });
});
