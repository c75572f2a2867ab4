/** What `npm run bench` is asked for. */
import { parseArgs } from "node:util";
import { STAGES, type StageNumber } from "../../src/domain/job.ts";
import { type Kind, KINDS } from "./engine.ts";

export interface BenchOptions {
  readonly backends: readonly ("webgpu" | "wasm")[];
  readonly networks: readonly string[];
  readonly sizes: readonly number[];
  readonly images: number;
  readonly stage: StageNumber;
  readonly repeat: number;
  readonly kinds: readonly Kind[];
  readonly layers: boolean;
  readonly kernels: readonly number[];
  readonly buffers: boolean;
  readonly torch: boolean;
  readonly python: string;
  readonly device: "cpu" | "cuda";
  /** 0 leaves PyTorch's own choice */
  readonly threads: readonly number[];
  readonly tf32: boolean;
  readonly out: string | null;
  readonly markdown: string | null;
  readonly plots: string | null;
  readonly from: string | null;
}

export const USAGE = `npm run bench -- [options]
  --backends webgpu,wasm     what computes (webgpu; wasm where there is no GPU is far faster)
  --networks a,b             slak-tiny, replknet-31b, convnext-tiny or another architecture's name; "none"
  --sizes 224,512,1024       sides of the square images, px
  --images 1                 images of each ERF
  --stage 4                  1 to 4
  --repeat 5                 rounds that are timed, after one that is not
  --kinds tuned,stock        our kernels, stock tfjs operations
  --layers                   one operation at a time, at the first of the sizes
  --kernels 7,13,31,51,61    strips and dense squares of other sides
  --buffers                  nothing but the bytes of a GPU's buffers, counted without a GPU
  --torch                    PyTorch does the same ERF between the rounds
    --device cpu|cuda  --threads 1,2  --tf32 (off and on)  --python python3
  --out bench.json           everything measured
  --markdown tables.md       the tables, which are printed anyway
  --plots folder             time against pixels and against K, an SVG each
  --from bench.json          tables and plots of what --out wrote before, measuring nothing`;

const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "" && part !== "none");

function numbers(name: string, text: string, least: number): number[] {
  const values = list(text).map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < least))
    throw new Error(`--${name} ${text}: give whole numbers from ${least}, with commas between.`);
  return values;
}

function choices<T extends string>(name: string, text: string, known: readonly T[]): T[] {
  return list(text).map((value) => {
    const found = known.find((one) => one === value);
    if (found === undefined)
      throw new Error(`--${name} ${value}: choose from ${known.join(", ")}.`);
    return found;
  });
}

/** null: only the usage was asked for. Throws one sentence for what cannot be. */
export function parseOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      backends: { type: "string", default: "webgpu" },
      networks: { type: "string", default: "slak-tiny,replknet-31b,convnext-tiny" },
      sizes: { type: "string", default: "224,512,1024" },
      images: { type: "string", default: "1" },
      stage: { type: "string", default: "4" },
      repeat: { type: "string", default: "5" },
      kinds: { type: "string", default: KINDS.join(",") },
      layers: { type: "boolean", default: false },
      kernels: { type: "string", default: "" },
      buffers: { type: "boolean", default: false },
      torch: { type: "boolean", default: false },
      python: { type: "string", default: "python3" },
      device: { type: "string", default: "cpu" },
      threads: { type: "string", default: "0" },
      tf32: { type: "boolean", default: false },
      out: { type: "string" },
      markdown: { type: "string" },
      plots: { type: "string" },
      from: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  if (values.from !== undefined && values.out !== undefined)
    throw new Error("--from measures nothing that --out could keep: leave one of them out.");
  const one = (name: "images" | "stage" | "repeat"): number => numbers(name, values[name], 1)[0]!;
  const stage = STAGES.find((known) => known === one("stage"));
  if (stage === undefined) throw new Error(`--stage ${values.stage}: choose 1, 2, 3 or 4.`);
  const kernels = numbers("kernels", values.kernels, 1);
  if (kernels.some((k) => k % 2 === 0))
    throw new Error(`--kernels ${values.kernels}: sides are odd.`);
  return {
    backends: choices("backends", values.backends, ["webgpu", "wasm"]),
    networks: list(values.networks),
    sizes: numbers("sizes", values.sizes, 32),
    images: one("images"),
    stage,
    repeat: one("repeat"),
    kinds: choices("kinds", values.kinds, KINDS),
    layers: values.layers,
    kernels,
    buffers: values.buffers,
    torch: values.torch,
    python: values.python,
    device: choices("device", values.device, ["cpu", "cuda"])[0] ?? "cpu",
    threads: numbers("threads", values.threads, 0),
    tf32: values.tf32,
    out: values.out ?? null,
    markdown: values.markdown ?? null,
    plots: values.plots ?? null,
    from: values.from ?? null,
  };
}
