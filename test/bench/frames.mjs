// How smoothly figures follow a hand: frames a second, the longest frame and the longest task, in Chromium.
// `npx vite build && node test/bench/frames.mjs` measures `dist`; another folder may be named, and
// after it a word of the gestures that are wanted alone.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { serve } from "../../setup/serve.mjs";

const FRAMES = 120;
const MAP_SIDE = 1024;
const [folder = "dist", only = ""] = process.argv.slice(2);
const { server, address } = await serve(folder, { port: "0" });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: CHROMIUM_FLAGS,
});

/** An npy file of a bump, float32 [side, side]. */
function bump(side) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${side}, ${side}), }`;
  const head = Buffer.from(`\x93NUMPY\x01\x00  ${text.padEnd(117)}\n`, "latin1");
  head.writeUInt16LE(118, 8);
  const values = new Float32Array(side * side);
  for (let i = 0; i < values.length; i++) {
    const [x, y] = [(i % side) - side / 2, Math.floor(i / side) - side / 2];
    values[i] = Math.exp(-Math.hypot(x, y) / 60) * (1 + 0.3 * Math.sin(x / 7) * Math.cos(y / 5));
  }
  return Buffer.concat([head, Buffer.from(values.buffer)]);
}

async function drop(page, name, bytes) {
  const transfer = await page.evaluateHandle(
    ([file, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], file));
      return data;
    },
    [name, bytes.toString("base64")],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/**
 * Runs a gesture, one step a frame. `step` is a function of the page, given the element and the
 * frame's number, that returns an event to dispatch or does something itself.
 */
async function measure(page, name, locator, step) {
  if (!name.includes(only)) return;
  await locator.scrollIntoViewIfNeeded();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable");
  const metrics = async () =>
    Object.fromEntries(
      (await cdp.send("Performance.getMetrics")).metrics.map(({ name: key, value }) => [
        key,
        value,
      ]),
    );
  const before = await metrics();
  const times = await locator.evaluate(
    async (element, { source, frames }) => {
      const act = new Function(`return (${source})`)();
      const found = { at: [], tasks: [] };
      const observer = new PerformanceObserver((list) =>
        found.tasks.push(...list.getEntries().map(({ duration }) => duration)),
      );
      observer.observe({ type: "longtask" });
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      for (let i = 0; i < frames; i++) {
        act(element, i, frames);
        found.at.push(await frame());
      }
      await new Promise((done) => setTimeout(done, 300));
      observer.disconnect();
      return found;
    },
    { source: step.toString(), frames: FRAMES },
  );
  const after = await metrics();
  const gaps = times.at.slice(1).map((at, i) => at - times.at[i]);
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  const perFrame = (key) => `${((1000 * (after[key] - before[key])) / FRAMES).toFixed(1)}`;
  const longest = Math.max(0, ...times.tasks);
  console.log(
    `| ${name} | ${(gaps.length / seconds).toFixed(1)} | ${Math.max(...gaps).toFixed(0)} ms | ` +
      `${perFrame("ScriptDuration")} ms | ${perFrame("LayoutDuration")} + ${perFrame("RecalcStyleDuration")} ms | ` +
      `${longest === 0 ? "under 50 ms" : `${longest.toFixed(0)} ms`} |`,
  );
}

const wheel = (element, i, frames) => {
  const box = element.getBoundingClientRect();
  element.dispatchEvent(
    new WheelEvent("wheel", {
      deltaY: i < frames / 2 ? -25 : 25,
      ctrlKey: true,
      bubbles: true,
      cancelable: true,
      clientX: box.left + box.width * 0.45,
      clientY: box.top + box.height * 0.45,
    }),
  );
};
const pan = (element, i, frames) => {
  const box = element.getBoundingClientRect();
  const share = 0.5 + 0.3 * Math.sin((6 * i) / frames);
  const event = (type) =>
    new PointerEvent(type, {
      pointerType: "mouse",
      pointerId: 1,
      bubbles: true,
      clientX: box.left + box.width * share,
      clientY: box.top + box.height * (1 - share),
    });
  // no pointer is really down that could be captured
  element.setPointerCapture = () => {};
  if (i === 0) element.dispatchEvent(event("pointerdown"));
  element.dispatchEvent(event("pointermove"));
  if (i === frames - 1) element.dispatchEvent(event("pointerup"));
};
const scroll = (element, i, frames) => {
  element.scrollTop =
    (element.scrollHeight - element.clientHeight) * Math.abs(Math.sin((4 * i) / frames));
};
const slide = (element, i) => {
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  set.call(element, String(10 + ((i >> 2) % 60)));
  element.dispatchEvent(new Event("input", { bubbles: true }));
};

const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(`${address}?backend=wasm`);
await page.locator("#notebook").waitFor();
const open = (cells) =>
  page.evaluate(
    async (document) => {
      await globalThis.fieldbook.open(document);
      await globalThis.fieldbook.runAll();
    },
    { fieldbook: 1, title: "Frames", cells },
  );
const random = (name, architecture, edits = {}) => ({
  id: name,
  type: "model",
  name,
  origin: { type: "random", architecture, seed: 0 },
  edits,
});

console.log(
  "| gesture | frames a second | longest frame | script a frame | layout + style a frame | longest task |",
);
console.log("| - | - | - | - | - | - |");

await open([{ id: "cmp", type: "compare", models: [] }]);
await page.locator("#cell-cmp").click({ position: { x: 300, y: 20 } });
await drop(page, "one.npy", bump(MAP_SIDE));
const surface = page.locator(".cell.type-compare .map-surface").first();
await surface.waitFor();
await measure(page, "zoom a map of 1024²", surface, wheel);
await page.locator(".cell.type-compare").getByRole("button", { name: "Zoom in" }).first().click();
await page.locator(".cell.type-compare").getByRole("button", { name: "Zoom in" }).first().click();
await measure(page, "move a map of 1024², 4×", surface, pan);

await open([
  random("slak", "slak-tiny", { kernelSizes: [51, 51, 51, 51] }),
  { id: "ker", type: "kernels", model: "slak", block: "stages.3.0" },
]);
const grid = page.locator("#cell-ker .kernel-grid");
await grid.waitFor();
await measure(page, "scroll 998 kernels of 51 × 51", grid, scroll);
await measure(page, "zoom 998 kernels of 51 × 51", grid, wheel);

await open([]);
await drop(
  page,
  "slak-mini.pth",
  await readFile(new URL("../goldens/slak-mini.pth", import.meta.url)),
);
const field = page.locator(".cell.type-erf").last();
await field.locator("table.area").waitFor({ timeout: 60_000 });
await measure(page, "drag the unit, slak-mini", field.locator(".map-surface").first(), pan);
await field.locator(".dot.done").waitFor({ timeout: 60_000 });
const slider = page.locator('.cell.type-model input[type="range"]').first();
await measure(page, "drag the sparsity, slak-mini", slider, slide);

await browser.close();
server.close();
