import { areaRatios } from "../../src/analysis/areaRatio.ts";
import { readMap } from "../../src/analysis/readMap.ts";
import type { EngineSession, Inquiry } from "../../src/client/engineClient.ts";
import { fromBlob } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { cancelled, FieldbookError } from "../../src/domain/errors.ts";
import { type ErfJob, imageCount, imagesIn, WHOLE_RUN } from "../../src/domain/job.ts";
import type { ModelSource, ModelSummary } from "../../src/domain/model.ts";
import type { ErfResult } from "../../src/domain/result.ts";

const weights = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

/** A model of four stages; strides and fields are those of a patchify stem. */
export function fakeSummary(variant: string): ModelSummary {
  return {
    family: variant.startsWith("convnext") ? "convnext" : "slak",
    variant,
    naming: "fake",
    dims: [8, 16, 32, 64],
    depths: [1, 1, 3, 1],
    kernelSizes: [51, 49, 47, 13],
    classes: 10,
    params: 30_480_000,
    nonzero: null,
    stages: [4, 8, 16, 32].map((stride, i) => ({
      channels: 8 << i,
      blocks: 1,
      stride,
      field: [207, 600, 2100, 2500][i] ?? 0,
      offset: stride / 2,
    })),
    layers: [
      {
        name: "stages.0.0.large_kernel.LoRA1",
        block: "stages.0.0",
        kernel: [51, 5],
        sparsity: 0.4,
      },
    ],
    unmatched: [],
    missing: [],
    normalisation: weights,
  };
}

/** A session that answers at once with a known map and keeps a record of its calls. */
export class FakeSession implements EngineSession {
  readonly calls: string[] = [];
  readonly open_ = new Map<string, ModelSource>();
  /** milliseconds that each of the ten steps of an ERF takes */
  stepMs = 0;
  /** parameters of every model that is opened */
  params = 30_480_000;
  /** the next ERF rejects with this */
  fault: FieldbookError | null = null;

  async start({ backend }: { backend: string }) {
    this.calls.push(`start ${backend}`);
    return { backend: "wasm", adapter: "fake, 2 threads" } as const;
  }
  async inspect(file: { name: string; blob: Blob }) {
    this.calls.push(`inspect ${file.name}`);
    if (file.name.startsWith("bad"))
      throw new FieldbookError(
        "bad-file",
        `${file.name} is a web page, not weights: download the file itself and drop that.`,
        { name: file.name },
      );
    const choices = ["model", "model_ema"].map((key) => ({ key, tensors: 470, params: 1 }));
    return {
      ...fakeSummary("slak-tiny"),
      format: "torch",
      tensors: 470,
      wrapper: "model",
      choices,
    };
  }
  async open(name: string, source: ModelSource) {
    this.calls.push(`open ${source.type === "random" ? source.id : source.file.name}`);
    this.open_.set(name, source);
    const variant = source.type === "random" ? (source.id.split("?")[0] ?? "") : "slak-tiny";
    return { ...fakeSummary(variant), params: this.params };
  }
  close(name: string): void {
    this.open_.delete(name);
  }
  memory() {
    return { bytes: 12_000_000 };
  }
  logits: EngineSession["logits"] = async (name, input, size) => {
    this.calls.push(`logits ${size}`);
    if (!this.open_.has(name)) throw new FieldbookError("bad-spec", `No model is open as ${name}.`);
    const images = imageCount(input);
    const values = Float32Array.from({ length: images * 10 }, (_, i) => Math.sin(i));
    return { values, shape: [images, 10], backend: "wasm", adapter: "fake, 2 threads" };
  };
  erf: EngineSession["erf"] = async (name, job, options) => {
    const { signal, onProgress, onPartial, share = WHOLE_RUN } = options;
    this.calls.push(`erf ${job.size} stage ${job.stage} ${job.protocol}`);
    if (!this.open_.has(name)) throw new FieldbookError("bad-spec", `No model is open as ${name}.`);
    if (this.fault) {
      const fault = this.fault;
      this.fault = null;
      throw fault;
    }
    const images = imagesIn(imageCount(job.input), share);
    let told = 0;
    const start = performance.now();
    const seconds = (): number => (performance.now() - start) / 1000;
    for (let done = 1; done <= 10; done++) {
      await new Promise((resolve) => setTimeout(resolve, this.stepMs));
      if (signal.aborted) throw cancelled();
      const seen = Math.floor((done / 10) * images);
      onProgress({
        done,
        total: 10,
        images: { done: seen, total: images },
        at: `stages.${done % 4}`,
      });
      if (seen >= Math.max(1, 2 * told) && seen < images)
        onPartial?.(this.#map(job, (told = seen), seconds()));
    }
    return this.#map(job, images, seconds());
  };
  /** A known map, the mean of so many images. */
  #map({ size, stage, protocol, unit }: ErfJob, images: number, compute: number): ErfResult {
    const stride = 2 << stage;
    const side = size / stride;
    const half = Math.floor(side / 2);
    const sum = new Float64Array(size * size);
    for (let i = 0; i < sum.length; i++) {
      const y = Math.floor(i / size) - half * stride - stride / 2;
      const x = (i % size) - half * stride - stride / 2;
      const strip =
        Math.exp(-(x * x) / 40 - Math.abs(y) / 40) + Math.exp(-(y * y) / 40 - Math.abs(x) / 40);
      sum[i] =
        images *
        90 *
        (strip + 3 * Math.exp(-(x * x + y * y) / 120)) *
        (0.6 + 0.4 * Math.sin(i * 12.9) ** 2);
    }
    return {
      map: { height: size, width: size, sum, count: images, skipped: 0 },
      areaRatio: [],
      stage,
      protocol,
      featureMap: { height: side, width: side },
      unit: unit === "center" ? { y: half, x: half } : unit,
      backend: "wasm",
      adapter: "fake, 2 threads",
      seconds: { load: 0.1, compute },
    };
  }
}

/** Reads maps as the app does, and counts what the fake model holds. */
export const fakeInquiry: Inquiry = {
  readMap,
  squaresOf: (map, protocol) => areaRatios(map, protocol),
  readNpy: ({ name, blob }) => readNpy(fromBlob(blob, name)),
  readKernels: async (_, block) => ({
    kind: "kernels",
    block,
    channels: 1,
    side: 3,
    branches: [{ name: `${block}.large`, kernel: [3, 3], values: new Float32Array(9).fill(1) }],
    merged: new Float32Array(9).fill(1),
  }),
  countNonzero: async () => ({ nonzero: 18_290_000, layers: [] }),
  overlapMasks: async () => [
    {
      name: "stages.0.0.large_kernel.LoRA1",
      block: "stages.0.0",
      kernel: [51, 5],
      weights: 100,
      first: 60,
      second: 50,
      both: 30,
    },
  ],
};
