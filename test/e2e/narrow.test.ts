import { afterAll, beforeAll, expect, it } from "vitest";
import { CONDITIONS, model, openFigures } from "./figurePage.ts";
import { openPage, openSite, type Site } from "./openPage.ts";

/** as long as a name may be in most notebooks */
const LONG = "slak_nano_with_its_wide_strip_left_out";
const MODELS = ["one", "two", "three", LONG];
const FIGURES = {
  row: { type: "compare", models: MODELS, conditions: { ...CONDITIONS, scale: "power" } },
  wipe: { type: "compare", models: MODELS, conditions: CONDITIONS, mode: "wipe", pair: [0, 3] },
  change: { type: "compare", models: MODELS, conditions: CONDITIONS, mode: "ratio" },
  masks: { type: "masks", model: "one", block: null, other: "two" },
  sweep: {
    type: "sweep",
    models: ["one", LONG],
    over: "sparsity",
    values: [0, 0.2, 0.4, 0.6, 0.8],
    conditions: CONDITIONS,
  },
};
let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it.each([390, 1024])(
  "nothing of a figure lies beyond its edge or must be scrolled to at %s px, whatever its models are called (regression)",
  async (width) => {
    const { page, complaints } = await openPage(site, { query: "?backend=wasm", width });
    const origin = { type: "random", architecture: "slak-nano", seed: 0 };
    await openFigures(page, [
      ...MODELS.map((name, i) => model(name, origin, { sparsity: 0.2 * (i + 1) })),
      ...Object.entries(FIGURES).map(([id, figure]) => ({ id, ...figure })),
    ]);
    for (const id of Object.keys(FIGURES)) {
      const figure = page.locator(`#cell-${id}`);
      await figure.scrollIntoViewIfNeeded();
      await figure.locator(".table-scroll table:visible").first().waitFor();
      const beyond = await figure.evaluate((cell) => {
        const edge = cell.getBoundingClientRect();
        const shown = (element: Element): boolean => !element.closest("details:not([open])");
        return [
          ...[...cell.querySelectorAll(".table-scroll")].filter(
            (part) => shown(part) && part.scrollWidth > part.clientWidth,
          ),
          ...[...cell.querySelectorAll("svg text")].filter((text) => {
            const { left, right } = text.getBoundingClientRect();
            return shown(text) && (left < edge.left - 1 || right > edge.right + 1);
          }),
        ].map((element) => element.textContent);
      });
      expect(beyond, id).toEqual([]);
    }
    // an exponent stands above its line
    const raised = page.locator("#cell-row .scale-bar tspan.raised");
    expect(await raised.first().textContent()).toBe("0.25");
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);
