import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeNpy } from "../../src/formats/npy.ts";
import { findViolations, openDocument, openPage, openSite, type Site } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const KEY_TITLE = "How near the centre the contribution lies";
/** Swin-T at random initialisation, at a size that is computed at once. */
const SWIN = {
  fieldbook: 1,
  title: "Swin at a glance",
  cells: [
    {
      id: "m",
      type: "model",
      name: "swin",
      origin: { type: "random", architecture: "swin-tiny", seed: 0 },
    },
    {
      id: "f",
      type: "erf",
      model: "swin",
      conditions: {
        protocol: "openerf",
        size: 64,
        stage: 4,
        images: { type: "dead-leaves", count: 1, seed: 0 },
      },
    },
  ],
};
const groupOf = (page: Page, name: string) =>
  page.getByRole("region", { name: KEY_TITLE }).locator("tbody", { hasText: `${name} printed` });

describe("the page of published numbers", () => {
  it("has what was measured here under what is printed, and starts what was not", async () => {
    const { page, requests, complaints } = await openPage(site, { query: "?backend=wasm" });
    await openDocument(page, SWIN);
    await page.locator("#cell-f table.area").waitFor({ timeout: 120_000 });
    await page.getByRole("button", { name: "More" }).first().click();
    await page.getByRole("menuitem", { name: "Published numbers" }).click();
    await page.getByRole("heading", { name: "Published numbers" }).waitFor();
    expect(await page.title()).toBe("Published numbers · Fieldbook");
    const swin = groupOf(page, "Swin-T");
    await swin.getByText("Differs:").waitFor();
    expect(await swin.locator("tr").first().innerText()).toMatch(
      /3\.77\s+12\.09\s+24\.80\s+51\.68/,
    );
    expect(await swin.locator(".here td").first().innerText()).toMatch(/^\d+\.\d\d$/);
    expect(await swin.locator(".differs").innerText()).toContain(
      "input 64\u202fpx instead of 224\u202fpx; random weights of seed 0 instead of trained ones",
    );
    await swin.getByRole("link", { name: "Measured in “Swin at a glance”" }).click();
    await page.locator("#cell-f table.area").waitFor();
    await page.goBack();
    await groupOf(page, "DeiT-S/16")
      .getByRole("button", { name: /^Measure/ })
      .click();
    await page.locator("#notebook .cell").nth(2).waitFor();
    expect(await page.title()).toBe("DeiT-S/16 as a paper measures it · Fieldbook");
    await page.getByRole("link", { name: "Back to the published numbers" }).click();
    await page.getByRole("heading", { name: "Published numbers" }).waitFor();
    expect(
      requests.filter((url) => !url.startsWith(site.address) && !/^(data|blob):/.test(url)),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("fetches the authors' maps at a press, and measures them", async () => {
    const { page, requests } = await openPage(site, { query: "?backend=wasm#published" });
    const host = "https://raw.githubusercontent.com/";
    let n = 0;
    await page.route(`${host}**`, (route) => {
      const values = new Float32Array(64 * 64).fill(2);
      values[0] = n++;
      const headers = { "access-control-allow-origin": "*" };
      return route.fulfill({ body: Buffer.from(writeNpy(values, [64, 64])), headers });
    });
    await page.getByRole("button", { name: "Fetch the maps" }).click();
    const figure = page.locator(".cell.type-compare");
    await figure.locator("table", { hasText: "SLaK-T_51" }).waitFor();
    expect(requests.filter((url) => url.startsWith(host))).toHaveLength(3);
    await page.getByRole("link", { name: "Back to the published numbers" }).click();
    const slak = page.locator("tbody", { hasText: "SLaK-T 51 49 47 13" });
    await slak.getByText("fetched from raw.githubusercontent.com").waitFor();
    expect(await slak.locator("td").first().innerText()).toBe("20.5");
    await page.context().close();
  });

  it.each([
    ["light", 390],
    ["dark", 390],
    ["light", 1280],
    ["dark", 1280],
  ] as const)(
    "is read by everyone, in %s at %i px, and does not scroll sideways",
    async (theme, width) => {
      const dark = theme === "dark";
      const { page } = await openPage(site, { dark, width, query: "#published" });
      await groupOf(page, "Swin-T").getByText("Not measured in this browser yet.").waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.context().close();
    },
  );

  it("is reached from the library", async () => {
    const { page } = await openPage(site, { query: "#library" });
    await page.getByRole("link", { name: "Published numbers" }).click();
    await page.getByRole("heading", { name: "Published numbers" }).waitFor();
    await page.getByRole("link", { name: "Notebooks in this browser", exact: true }).click();
    await page.getByRole("heading", { name: "Notebooks", exact: true }).waitFor();
    expect(await page.title()).toBe("Notebooks · Fieldbook");
    await page.context().close();
  });
});
