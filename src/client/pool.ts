/** Several engines as one: the images of a run on the CPU are spread over them and their maps added up. */
import { addTo } from "../domain/addTo.ts";
import { noField, toWireError } from "../domain/errors.ts";
import { imageCount, imagesIn } from "../domain/job.ts";
import type { ModelSource } from "../domain/model.ts";
import type { ErfMap, ErfResult, MeanImage, Progress } from "../domain/result.ts";
import { Recent } from "../domain/recent.ts";
import type { Params } from "../protocol.ts";
import type { EngineClient, RunOptions } from "./engineClient.ts";

/** Of one run there are a few on the way. */
const MOST_MEANS = 8;

interface Helper {
  readonly client: EngineClient;
  /** by name, the source that this helper has open */
  readonly open: Map<string, { readonly source: ModelSource; readonly opened: Promise<unknown> }>;
}

/**
 * An engine that on wasm and cpu shares the images of an ERF with up to `most` helpers, made when
 * they are first needed. All else is the leader's, as is everything on a GPU.
 */
export function createPool(
  leader: EngineClient,
  createHelper: () => EngineClient,
  most: number,
): EngineClient {
  const sources = new Map<string, ModelSource>();
  /** mean images that were put together last, by what they are of: another unit has the same */
  const means = new Recent<MeanImage | undefined>(MOST_MEANS);
  let helpers: Promise<Helper>[] = [];
  /** null while there is nothing to share: not started, or on a GPU */
  let started: Params<"start"> | null = null;

  const dismiss = (): void => {
    for (const helper of helpers)
      void helper.then(({ client }) => client.dispose()).catch(() => {});
    helpers = [];
  };
  async function hire(params: Params<"start">): Promise<Helper> {
    const client = createHelper();
    try {
      await client.start(params);
      return { client, open: new Map() };
    } catch (error) {
      client.dispose();
      throw error;
    }
  }
  /** Helpers for a run; fewer than wanted when the machine gives no more. */
  async function gather(params: Params<"start">, wanted: number): Promise<readonly Helper[]> {
    while (helpers.length < wanted) helpers.push(hire(params));
    const hired = await Promise.allSettled(helpers.slice(0, wanted));
    return hired.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }
  async function prepared({ client, open }: Helper, name: string): Promise<EngineClient> {
    const source = sources.get(name);
    if (source && open.get(name)?.source !== source)
      open.set(name, { source, opened: client.open({ name, source }) });
    await open.get(name)?.opened;
    return client;
  }

  async function erf(params: Params<"erf">, options: RunOptions = {}): Promise<ErfResult> {
    const images = imageCount(params.job.input);
    if (!started || Math.min(most, images - 1) < 1 || params.share)
      return leader.erf(params, options);
    const team = await gather(started, Math.min(most, images - 1));
    const of = team.length + 1;
    if (of === 1) return leader.erf(params, options);
    const stop = new AbortController();
    const follow = (): void => stop.abort();
    options.signal?.addEventListener("abort", follow);
    if (options.signal?.aborted) stop.abort();
    const seen: Progress[] = [];
    const report = (index: number) => (progress: Progress) => {
      seen[index] = progress;
      options.onProgress?.(inAll(seen, of, images, progress.at));
    };
    const partials: ErfResult[] = [];
    let over = false;
    const gain = (index: number) => async (partial: ErfResult) => {
      partials[index] = partial;
      const known = partials.filter((part) => part !== undefined);
      const merged = await merge(known, params).catch(() => null);
      if (merged && !over) options.onPartial?.(merged);
    };
    try {
      const shares = Array.from({ length: of }, async (_, index) => {
        const client = index === 0 ? leader : await prepared(team[index - 1]!, params.model);
        return client.erf(
          { ...params, share: { index, of } },
          {
            signal: stop.signal,
            onProgress: report(index),
            ...(options.onPartial && { onPartial: gain(index) }),
          },
        );
      });
      for (const share of shares) share.catch(() => stop.abort());
      return await merge(await firstFailure(shares), params);
    } catch (error) {
      // helpers of an engine that was lost are hired anew with the next run
      if (toWireError(error).code === "device-lost") dismiss();
      throw error;
    } finally {
      over = true;
      options.signal?.removeEventListener("abort", follow);
    }
  }

  /** The mean image of shares, found where it was put together before. */
  function meanInput(parts: readonly ErfResult[], { model, job }: Params<"erf">) {
    if (job.inputKey === null) return meanOf(parts);
    const seen = parts.map(({ map }) => map.count + map.skipped);
    const key = JSON.stringify([model, job.inputKey, job.size, seen]);
    const input = means.of(key, () => meanOf(parts));
    return input && { ...input, rgb: input.rgb.slice() };
  }
  async function merge(parts: readonly ErfResult[], params: Params<"erf">): Promise<ErfResult> {
    if (parts.length === 1) return parts[0]!;
    const map = addMaps(parts.map((part) => part.map));
    if (map.count === 0) throw noField(imageCount(params.job.input));
    const { protocol } = parts[0]!;
    const areaRatio = await leader.squares({ map, protocol });
    const longest = (pick: (part: ErfResult) => number): number => Math.max(...parts.map(pick));
    const input = meanInput(parts, params);
    return {
      ...parts[0]!,
      map,
      perImage: parts.flatMap(({ perImage = [] }) => perImage),
      ...(input && { input }),
      areaRatio,
      adapter: `${parts[0]!.adapter}, ${parts.length} workers`,
      seconds: {
        load: longest(({ seconds }) => seconds.load),
        compute: longest(({ seconds }) => seconds.compute),
      },
    };
  }

  return {
    ...leader,
    async start(params) {
      const result = await leader.start(params);
      const { backend } = result;
      if (started?.backend !== backend || started.tuned !== params.tuned) dismiss();
      started = backend === "webgpu" ? null : { ...params, backend };
      return result;
    },
    async open(params) {
      const summary = await leader.open(params);
      sources.set(params.name, params.source);
      means.clear(); // another model of this name may normalise otherwise
      // what fails here is said when it runs
      for (const helper of helpers)
        void helper.then((hired) => prepared(hired, params.name)).catch(() => {});
      return summary;
    },
    async close({ name }) {
      sources.delete(name);
      for (const helper of helpers)
        void helper
          .then(({ client, open }) => open.delete(name) && client.close({ name }))
          .catch(() => {});
      return leader.close({ name });
    },
    erf,
    dispose() {
      dismiss();
      leader.dispose();
    },
  };
}

/** The mean image of shares, each of which is the mean of its own. */
function meanOf(parts: readonly ErfResult[]): MeanImage | undefined {
  const [first] = parts;
  if (!first?.input) return undefined;
  const sum = new Float64Array(first.input.rgb.length);
  const images = ({ map }: ErfResult): number => map.count + map.skipped;
  const all = parts.reduce((total, part) => total + images(part), 0);
  for (const part of parts) {
    const share = images(part) / all;
    const rgb = part.input?.rgb;
    if (rgb) for (let i = 0; i < sum.length; i++) sum[i]! += share * rgb[i]!;
  }
  const rgb = new Uint8Array(sum.length);
  for (let i = 0; i < sum.length; i++) rgb[i] = Math.round(sum[i]!);
  return { ...first.input, rgb };
}

/** Adds maps of disjoint images. */
export function addMaps(maps: readonly ErfMap[]): ErfMap {
  const [first] = maps;
  const sum = new Float64Array(first!.sum.length);
  for (const { sum: own } of maps) addTo(sum, own);
  return {
    height: first!.height,
    width: first!.width,
    sum,
    count: maps.reduce((count, map) => count + map.count, 0),
    skipped: maps.reduce((count, map) => count + map.skipped, 0),
  };
}

/** As Promise.all, but when one fails it waits for the others, and says what failed, not what stopped with it. */
async function firstFailure<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(promises);
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  const cause = failures.find((reason: { code?: string }) => reason.code !== "cancelled");
  if (failures.length > 0) throw cause ?? failures[0];
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

/** The progress of all shares; one that has not spoken yet has its work before it. */
function inAll(
  seen: readonly (Progress | undefined)[],
  of: number,
  images: number,
  at: string,
): Progress {
  const known = seen.filter((progress) => progress !== undefined);
  const each = known[0]!.total / known[0]!.images.total;
  const sum = (pick: (progress: Progress) => number): number =>
    known.reduce((total, progress) => total + pick(progress), 0);
  const total = Array.from({ length: of }, (_, index) => imagesIn(images, { index, of }) * each);
  return {
    done: sum(({ done }) => done),
    total: total.reduce((a, b) => a + b, 0),
    images: { done: sum(({ images: own }) => own.done), total: images },
    at,
  };
}
