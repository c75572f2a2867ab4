/** The engine behind a worker or the command line: a backend, the models that are open on it, and their runs. */
import { FieldbookError } from "../domain/errors.ts";
import type {
  BackendChoice,
  BackendName,
  ErfJob,
  InputSpec,
  NamedBlob,
  RemoteBlob,
} from "../domain/job.ts";
import { imageCount, type ImageShare } from "../domain/job.ts";
import type { CheckpointSummary, ModelSource, ModelSummary } from "../domain/model.ts";
import type { ErfResult } from "../domain/result.ts";
import { AREA_SHARES, areaRatios } from "../analysis/areaRatio.ts";
import { startBackend } from "./backends/start.ts";
import { BaseNetworks } from "./baseNetworks.ts";
import type { Host } from "./host.ts";
import { InputCache } from "./inputs/inputCache.ts";
import { type InputImage, makeInput } from "./inputs/makeInput.ts";
import { runLogits } from "./logits.ts";
import { loadWeights } from "./loadWeights.ts";
import { cutPlan } from "./cutPlan.ts";
import { checkFits, heldBytes, parameterBudget } from "./memory.ts";
import { describeCheckpoint, type LoadedModel, loadModel } from "./model.ts";
import { Parameters } from "./parameters.ts";
import { PassCache } from "./passCache.ts";
import { allSteps, type Step } from "./plan.ts";
import { type ErfOptions, type ErfRun, runErf, sizeOfInput } from "./runErf.ts";
import { Run, type RunOptions } from "./run.ts";
import { blocksFor } from "./trace.ts";
import type { Device } from "./walk.ts";

interface OpenModel extends LoadedModel {
  loadSeconds: number;
}

const secondsSince = (start: number): number => (performance.now() - start) / 1000;

export class Session {
  readonly #host: Host;
  readonly #models = new Map<string, OpenModel>();
  #choice: BackendChoice = "auto";
  #tuned = true;
  #device: Device | null = null;
  #lost: string | null = null;
  readonly #passes = new PassCache();
  readonly #inputs = new InputCache();
  readonly #bases = new BaseNetworks();

  constructor(host: Host) {
    this.#host = host;
  }

  /**
   * Starts a backend, or says which one runs; another choice restarts the engine, models stay open.
   * `tuned: false` leaves our own kernels out: stock tfjs operations only.
   */
  async start({
    backend,
    tuned = true,
  }: {
    readonly backend: BackendChoice;
    readonly tuned?: boolean;
  }): Promise<{ readonly backend: BackendName; readonly adapter: string }> {
    const same = this.#choice === backend && this.#tuned === tuned;
    if (this.#device !== null && !same) this.#stop();
    this.#choice = backend;
    this.#tuned = tuned;
    const { ops } = await this.#started();
    return { backend: ops.backend, adapter: ops.adapter };
  }

  async inspect(
    file: NamedBlob | RemoteBlob,
    weights?: string,
    allowMissing?: boolean,
  ): Promise<CheckpointSummary> {
    return describeCheckpoint(file, weights, allowMissing);
  }

  /** Reads a model's index and plans it; its weights travel when a run needs them. */
  async open(name: string, source: ModelSource): Promise<ModelSummary> {
    const start = performance.now();
    const loaded = await loadModel(source, (one) => this.#bases.of(one));
    this.close(name);
    this.#models.set(name, { ...loaded, loadSeconds: secondsSince(start) });
    return loaded.summary;
  }

  close(name: string): void {
    this.#passes.begin(null);
    const model = this.#models.get(name);
    this.#models.delete(name);
    if (model === undefined) return;
    const others = new Set([...this.#models.values()].flatMap(({ plan }) => allSteps(plan)));
    this.#device?.parameters.drop(allSteps(model.plan).filter((step) => !others.has(step)));
  }

  async erf(
    name: string,
    job: ErfJob,
    {
      onPartial,
      ...options
    }: Omit<ErfOptions, "onPartial"> & { readonly onPartial?: (result: ErfResult) => void } = {},
  ): Promise<ErfResult> {
    const model = this.#model(name);
    const device = await this.#started();
    const { ops } = device;
    ops.takeCores?.((options.share?.of ?? 1) === 1);
    const [height, width] = sizeOfInput(job);
    const plan = cutPlan(model.plan, model.summary.depths, job.stage, job.block);
    checkFits(ops, plan, height, width, plan.stages.length);
    this.#passes.begin(passKey(name, job, options.share));
    const blocks = blocksFor(ops, plan, height, width);
    const loadStart = performance.now();
    await this.#guarded(loadWeights(device, blocks, options.signal));
    model.loadSeconds += secondsSince(loadStart);
    const start = performance.now();
    const complete = (run: ErfRun): ErfResult => ({
      ...run,
      areaRatio:
        (run.map.count === 1 ? run.perImage[0] : undefined) ??
        areaRatios(run.map, job.protocol, AREA_SHARES),
      stage: job.stage,
      protocol: job.protocol,
      backend: ops.backend,
      adapter: ops.adapter,
      seconds: { load: model.loadSeconds, compute: secondsSince(start) },
    });
    const run = await this.#guarded(
      runErf(
        device,
        plan,
        job,
        { image: this.#images(model, job), normalisation: model.summary.normalisation },
        {
          ...options,
          passes: this.#passes,
          ...(onPartial && { onPartial: (partial) => onPartial(complete(partial)) }),
        },
      ),
    );
    return complete(run);
  }

  /** Class scores of every image of an input, row-major [images, classes]. */
  async logits(
    name: string,
    input: InputSpec,
    size: number,
    options: RunOptions = {},
  ): Promise<{
    readonly values: Float32Array<ArrayBuffer>;
    readonly shape: readonly [number, number];
    readonly backend: BackendName;
    readonly adapter: string;
  }> {
    const model = this.#model(name);
    const device = await this.#started();
    const { ops } = device;
    const [height, width] = sizeOfInput({ input, size });
    const stages = model.plan.stages.length;
    ops.takeCores?.(true);
    this.#passes.begin(null);
    checkFits(ops, model.plan, height, width, stages);
    const blocks = blocksFor(ops, model.plan, height, width, stages);
    const images = imageCount(input);
    const total = images * blocks.reduce((sum, { macs }) => sum + macs, 0);
    const run = new Run(ops, total, images, options);
    const image = this.#images(model, { input, size });
    const rows: Float32Array[] = [];
    for (let i = 0; i < images; i++) {
      const one = runLogits(device, model.plan, await image(i), run);
      rows.push(await this.#guarded(one));
    }
    const classes = rows[0]!.length;
    const values = new Float32Array(images * classes);
    rows.forEach((row, i) => values.set(row, i * classes));
    return { values, shape: [images, classes], backend: ops.backend, adapter: ops.adapter };
  }

  /** Bytes that tensors take now; 0 before the engine started. */
  memory(): { readonly bytes: number } {
    return { bytes: this.#device === null ? 0 : heldBytes() };
  }

  dispose(): void {
    for (const name of [...this.#models.keys()]) this.close(name);
    this.#stop();
  }

  #model(name: string): OpenModel {
    const model = this.#models.get(name);
    if (model === undefined)
      throw new FieldbookError("bad-spec", `No model is open under the name "${name}".`);
    return model;
  }

  #images(
    { summary: { normalisation } }: LoadedModel,
    { input, size, inputKey = null }: Pick<ErfJob, "input" | "size"> & { inputKey?: string | null },
  ): (index: number) => Promise<InputImage> {
    return (index) =>
      this.#inputs.of(
        inputKey === null ? null : JSON.stringify([inputKey, size, normalisation, index]),
        () => makeInput(input, index, size, normalisation, (file) => this.#host.decodeImage(file)),
      );
  }

  async #started(): Promise<Device> {
    if (this.#lost !== null) this.#stop();
    if (this.#device !== null) return this.#device;
    const ops = await startBackend(this.#choice, this.#host, this.#tuned);
    const parameters = new Parameters(parameterBudget(ops));
    const device = { ops, parameters, packed: new WeakSet<Step>() };
    this.#device = device;
    void ops.lost?.then((reason) => {
      if (this.#device === device) this.#lost = reason;
    });
    return device;
  }

  /** Frees what lives on the device and lets it go; models stay open. */
  #stop(): void {
    this.#passes.begin(null);
    this.#device?.parameters.dispose();
    this.#device?.ops.dispose();
    this.#device = null;
    this.#lost = null;
  }

  /** The work, or one clear error as soon as the device is gone. */
  async #guarded<T>(work: Promise<T>): Promise<T> {
    const lost = this.#device?.ops.lost;
    if (lost === undefined) return work;
    work.catch(() => undefined); // once the device is gone, what the work says no longer matters
    return Promise.race([
      work,
      lost.then((reason): never => {
        throw new FieldbookError(
          "device-lost",
          `The GPU stopped answering (${reason}); nothing else is lost. Run again, with a smaller input if it repeats.`,
        );
      }),
    ]);
  }
}

/** What a kept forward pass is of; null when the input is not known to be the same again. */
const passKey = (model: string, job: ErfJob, share: ImageShare | undefined): string | null =>
  job.inputKey === null
    ? null
    : JSON.stringify([model, job.inputKey, job.size, job.stage, job.block, share]);
