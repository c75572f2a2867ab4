/** The first visit: an example with its figures, before anything was computed. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drop, findViolations, openPage, openSite, waitForCaption, type Site } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What a first visit asks for: neither a notebook nor anything else. */
const FIRST = "?backend=wasm#";

describe("the first visit", () => {
  it("shows trained networks’ fields from stored results, without any weights", async () => {
    const { page, requests, complaints } = await openPage(site, {
      query: FIRST,
      // figures further down the page read them
      held: /\.safetensors$/,
    });
    const three = page.locator("#cell-three");
    await three.locator(".caption", { hasText: "8 images of dead leaves" }).waitFor();
    expect(await page.title()).toContain("Scaling kernels past 31×31 with sparsity");
    expect(await three.locator("canvas").count()).toBeGreaterThanOrEqual(3);
    expect(
      requests.filter((url) => !url.startsWith(site.address) && !/^(blob|data):/.test(url)),
    ).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("says where one’s own weights go, and computes anew what a person changes", async () => {
    const { page, complaints } = await openPage(site, { query: FIRST });
    const own = page.getByRole("complementary", { name: "Your own weights" });
    await own.getByRole("button", { name: "Choose a file" }).waitFor();
    await own.getByRole("link", { name: "What can be opened" }).waitFor();
    const card = page.locator("#cell-m-slak");
    await card.scrollIntoViewIfNeeded();
    await card.getByText("trained for 1500 steps, 100.0 % right on its own task").waitFor();
    await card.getByRole("button", { name: "More settings" }).click();
    await card.getByLabel("Trained for").selectOption("450");
    const three = page.locator("#cell-three");
    await three.scrollIntoViewIfNeeded();
    await waitForCaption(three, "slak-nano-450.safetensors");
    await three.locator(".dot.done").waitFor();
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it("keeps the word on one’s own weights off the text at every width (regression)", async () => {
    const { page } = await openPage(site, { query: FIRST });
    const own = page.getByRole("complementary", { name: "Your own weights" });
    await own.waitFor();
    for (const width of [1024, 1280, 1366, 1400, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      const box = (await own.boundingBox())!;
      const paragraphs = await page.locator("#cell-intro p").all();
      expect(paragraphs.length).toBeGreaterThan(0);
      for (const paragraph of paragraphs) {
        const text = (await paragraph.boundingBox())!;
        const apart = text.x + text.width <= box.x || text.y + text.height <= box.y;
        expect(apart, `at ${width} px`).toBe(true);
      }
    }
    await page.context().close();
  });

  it("brings a checkpoint that is dropped on a long notebook into view (regression)", async () => {
    const { page } = await openPage(site, { query: FIRST });
    await page.locator("#cell-three .caption", { hasText: "8 images of dead leaves" }).waitFor();
    const weights = await readFile(new URL("../goldens/slak-mini.pth", import.meta.url));
    await drop(page, "slak-mini.pth", weights);
    const card = page.locator(".cell.type-model").last();
    await card.getByText("all 145 tensors matched").waitFor();
    const top = async (): Promise<number> => Math.round((await card.boundingBox())!.y);
    // a slow machine takes seconds to draw what stands above
    await expect.poll(top, { timeout: 10_000 }).toSatisfy((y: number) => y >= 0 && y < 300);
    await page.context().close();
  });

  it("leads on from one example to the next (regression)", async () => {
    const { page } = await openPage(site, { query: FIRST });
    const link = page.locator("#cell-field").getByRole("link", { name: "what each branch does" });
    await link.click();
    await page.getByRole("heading", { name: "Inside a 51×51 kernel" }).waitFor();
    expect(await page.title()).toContain("Inside a 51×51 kernel");
    await page.context().close();
  });

  it.each([false, true])("has no accessibility violation, dark theme: %s", async (dark) => {
    const { page } = await openPage(site, { query: FIRST, dark });
    await waitForCaption(page.locator("#cell-three"), "8 images of dead leaves");
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });
});
