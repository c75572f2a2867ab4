// The WebAssembly kernels on one core, copies included; a tap within the map is two operations:
// node test/bench/wasmKernels.mjs
import { build } from "esbuild";
import { readFile } from "node:fs/promises";

const root = new URL("../../", import.meta.url);
const { outputFiles } = await build({
  stdin: {
    contents: `export { loadKernels } from "./src/kernels/wasm/module.ts";
      export { pickBuild } from "./src/kernels/wasm/builds.ts";
      export { withArrays } from "./test/kernels/wasm/load.ts";`,
    resolveDir: root.pathname,
  },
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
});
const { loadKernels, pickBuild, withArrays } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);

const strips = (h, c, k) => [
  h,
  c,
  [
    [k, 5],
    [5, k],
    [5, 5],
  ],
];
const CASES = {
  "SLaK-T stage 1": strips(56, 124, 51),
  "SLaK-T stage 2": strips(28, 249, 49),
  "SLaK-T stage 3": strips(14, 499, 47),
  "SLaK-T stage 4": strips(7, 998, 13),
  "SLaK-T stage 1, 51×5 alone": [56, 124, [[51, 5]]],
  "SLaK-T stage 1, 5×51 alone": [56, 124, [[5, 51]]],
  "RepLKNet-31B stage 1": [56, 128, [[31, 31]]],
  "RepLKNet-31B stage 2": [28, 256, [[29, 29]]],
  "RepLKNet-31B stage 3": [14, 512, [[27, 27]]],
  "RepLKNet-31B stage 4": [7, 1024, [[13, 13]]],
  "ConvNeXt-T stage 1": [56, 96, [[7, 7]]],
  "ConvNeXt-T stage 3": [14, 384, [[7, 7]]],
  "ConvNeXt-T stage 4": [7, 768, [[7, 7]]],
  "31×31 on 31×31": [31, 256, [[31, 31]]],
  "1024 px, SLaK-T stage 1": strips(256, 32, 51),
};

const random = (length) => Float32Array.from({ length }, () => Math.random() - 0.5);
const inside = (n, k) => {
  let sum = 0;
  for (let o = 0; o < n; o++) sum += Math.min(k, n + (k >> 1) - o) - Math.max(0, (k >> 1) - o);
  return sum;
};

const bytes = await readFile(new URL(`src/kernels/wasm/${pickBuild(false)}.wasm`, root));
const kernels = withArrays(await loadKernels(bytes));

/** The least milliseconds of the calls that fit into 0.4 s. */
function time(once) {
  once();
  let best = Infinity;
  for (let t = 0, end = performance.now() + 400; t < 3 || performance.now() < end; t++) {
    const start = performance.now();
    once();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const report = (name, best, rate) =>
  console.log(`${name.padEnd(30)} ${best.toFixed(2).padStart(8)} ms ${rate.padStart(16)}`);

for (const [name, [h, c, sizes]] of Object.entries(CASES)) {
  const x = random(h * h * c);
  const out = new Float32Array(h * h * c);
  const branches = sizes.map(([kh, kw]) => ({ kh, kw, kernel: random(kh * kw * c) }));
  const operations = sizes.reduce(
    (sum, [kh, kw]) => sum + 2 * c * inside(h, kh) * inside(h, kw),
    0,
  );
  const best = time(() => kernels.depthwiseSum(x, h, h, c, branches, null, out));
  report(name, best, `${(operations / best / 1e6).toFixed(1)} GFLOP/s`);
}

const [rows, c] = [56 * 56, 124];
const [x, dy, weight] = [random(rows * c), random(rows * c), random(c)];
const out = new Float32Array(rows * c);
const ELEMENTWISE = {
  layerNorm: () => kernels.layerNorm(x, rows, c, weight, weight, 1e-6, out),
  layerNormBackward: () => kernels.layerNormBackward(dy, x, weight, 1e-6, rows, c, out),
  gelu: () => kernels.gelu(x, out),
  geluBackward: () => kernels.geluBackward(dy, x, out),
};
for (const [name, once] of Object.entries(ELEMENTWISE)) {
  const best = time(once);
  report(`${name}, 56×56×124`, best, `${((rows * c) / best / 1e3).toFixed(0)} million/s`);
}
