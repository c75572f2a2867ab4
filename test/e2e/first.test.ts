/** The first visit: an example with its figures, before anything was computed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findViolations, openPage, openSite, waitForCaption, type Site } from "./openPage.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** What a first visit asks for: neither a notebook nor anything else. */
const FIRST = "?backend=wasm#";

describe("the first visit", () => {
  it("shows trained networks’ fields from stored results, without weights or an engine", async () => {
    const { page, requests, complaints } = await openPage(site, { query: FIRST });
    const three = page.locator("#cell-three");
    await three.locator(".caption", { hasText: "8 images of dead leaves" }).waitFor();
    expect(await page.title()).toContain("Scaling kernels past 31×31 with sparsity");
    expect(await three.locator("canvas").count()).toBeGreaterThanOrEqual(3);
    expect(requests.filter((url) => url.includes(".safetensors"))).toEqual([]);
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

  it.each([false, true])("has no accessibility violation, dark theme: %s", async (dark) => {
    const { page } = await openPage(site, { query: FIRST, dark });
    await waitForCaption(page.locator("#cell-three"), "8 images of dead leaves");
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });
});
