// How soon a figure answers a hand: from a key or a click to the first map of what it asks for, and to
// the whole, in Chromium on WebAssembly with the slak-nano that comes with the page.
// `npx vite build && node test/bench/answers.mjs` measures `dist`; another folder may be named.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { serve } from "../../setup/serve.mjs";

const STEPS = 10;
const VISITS = 3;
const [folder = "dist"] = process.argv.slice(2);
const index = new URL("../../public/networks/index.json", import.meta.url);
const slak = JSON.parse(await readFile(index, "utf8")).find(({ name }) => name === "slak-nano");
const { bytes, sha256 } = slak.checkpoints.at(-1);
const notebook = {
  fieldbook: 1,
  title: "Answers",
  cells: [
    {
      id: "model",
      type: "model",
      name: "slak",
      origin: { type: "file", file: { name: "slak-nano", bytes, sha256 } },
    },
    {
      id: "field",
      type: "erf",
      model: "slak",
      conditions: {
        size: 128,
        stage: 3,
        protocol: "slak-figure",
        images: { type: "dead-leaves", count: 8, seed: 0 },
      },
    },
  ],
};
const { server, address } = await serve(folder, { port: "0" });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: CHROMIUM_FLAGS,
});

/**
 * Milliseconds from an act to the first map that the figure shows of what is asked, and to the last; and
 * of the longest task of the page's own thread meanwhile, of those that take 50 ms or more.
 */
async function answer(page, act) {
  await page.evaluate(() => {
    globalThis.drawn = [];
    globalThis.tasks = [];
    globalThis.began = performance.now();
  });
  await act();
  await page.waitForTimeout(1500);
  const { drawn, tasks } = await page.evaluate(() => ({
    drawn: globalThis.drawn,
    tasks: globalThis.tasks,
  }));
  return { first: drawn[0] ?? NaN, whole: drawn.at(-1) ?? NaN, task: Math.max(0, ...tasks) };
}

const say = (values) => {
  // an act that changed no number was not seen
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((p, q) => p - q);
  const [least, middle, most] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)];
  return `${Math.round(middle)} (${Math.round(least)} to ${Math.round(most)}) of ${sorted.length}`;
};

const sayTask = (ms) => (ms === 0 ? "under 50 ms" : `${Math.round(ms)} ms`);

const slides = [];
const units = [];
const opening = [];
for (let visit = 0; visit < VISITS; visit++) {
  const page = await (
    await browser.newContext({ viewport: { width: 1440, height: 1000 } })
  ).newPage();
  await page.goto(`${address}?backend=wasm`);
  await page.locator("#notebook").waitFor();
  await page.evaluate((document) => globalThis.fieldbook.open(document), notebook);
  await page.locator("#cell-field .dot.done").waitFor({ timeout: 60_000 });
  await page.waitForTimeout(4000);
  await page.evaluate(() => {
    new PerformanceObserver((list) =>
      globalThis.tasks?.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: "longtask" });
    // a new map brings another caption or other numbers below it
    const cell = document.querySelector("#cell-field");
    const said = () =>
      [...cell.querySelectorAll(".caption, table.area")].map((part) => part.textContent).join();
    let last = said();
    new MutationObserver(() => {
      const now = said();
      if (now !== last) globalThis.drawn?.push(performance.now() - globalThis.began);
      last = now;
    }).observe(cell, { childList: true, subtree: true, characterData: true });
  });
  const slider = page.locator("#cell-model input[type=range]").first();
  for (let step = 0; step < STEPS; step++) {
    await slider.focus();
    const found = await answer(page, () => page.keyboard.press("ArrowRight"));
    (step === 0 ? opening : slides).push(found);
  }
  const box = await page.locator("#cell-field canvas").first().boundingBox();
  // stage 3 has 8 × 8 units
  const centre = (unit) => ((unit % 8) + 0.5) / 8;
  for (let step = 0; step < STEPS; step++) {
    const [x, y] = [
      box.x + box.width * centre(step),
      box.y + box.height * centre(3 * step + 1 + (step >> 3)),
    ];
    units.push(await answer(page, () => page.mouse.click(x, y)));
  }
  await page.context().close();
}
console.log("| act | first map, ms | whole, ms | longest task |\n| - | - | - | - |");
for (const [name, all] of [
  ["first step of the sparsity slider of a visit", opening],
  ["a later step", slides],
  ["a click on another unit", units],
])
  console.log(
    `| ${name} | ${say(all.map(({ first }) => first))} | ${say(all.map(({ whole }) => whole))} | ` +
      `${sayTask(Math.max(...all.map(({ task }) => task)))} |`,
  );
await browser.close();
server.close();
