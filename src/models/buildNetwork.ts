/** A state_dict → its network: family and sizes from names and shapes alone, every difference said. */
import { FieldbookError } from "../domain/errors.ts";
import type { Missing, Unmatched } from "../domain/model.ts";
import { elementCount, type StateDict } from "../domain/tensor.ts";
import { isBookkeeping, type Shapes } from "./architecture.ts";
import type { Naming } from "./namings/naming.ts";
import { nearestName } from "./nearestName.ts";
import type { Network, Weight } from "./network.ts";
import { type Recognised, registry } from "./registry.ts";
import { unknownFamily } from "./unknownFamily.ts";

export interface BuildOptions {
  /** absent tensors are taken as zeros instead of refused */
  readonly allowMissing?: boolean;
}

const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;
const HALF = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
/** Names listed in a sentence before it is cut. */
const LISTED = 3;
/** Missing tensors that are given a nearest name, and names that are looked at for each: files are hostile. */
const MOST_NAMED = 500;
const MOST_NEAR = 500;
const SPARE_KEYS = ["weight", "bias", "running_mean", "running_var"] as const;

export function buildNetwork(
  dict: StateDict,
  { allowMissing = false }: BuildOptions = {},
): Network {
  const { recognised, naming, prefix, inFile } = recognise(dict);
  const expected = new Map(recognised.tensors());
  const missing: Missing[] = [];
  const lacks = new Set<string>();
  for (const [own, shape] of expected) {
    if (isBookkeeping(own)) continue;
    const names = inFile(own);
    const found = stackedShape(dict, names);
    if (found !== null && sameShape(found, shape)) continue;
    const gone = names.filter((name) => !dict.entries.has(name));
    const share = names.length > 1 ? [shape[0]! / names.length, ...shape.slice(1)] : shape;
    missing.push(...gone.map((name) => ({ name, shape: share })));
    if (gone.length === 0) {
      const [name = ""] = names;
      missing.push({ name, shape, found: found ?? dict.entries.get(name)?.shape ?? [] });
    }
    for (const name of gone.length > 0 ? gone : names) lacks.add(name);
  }
  const { lastNorm } = recognised;
  const spare = lastNorm === null ? [] : SPARE_KEYS.map((key) => `${lastNorm}.${key}`);
  const read = new Set([...expected.keys(), ...spare].flatMap(inFile));
  const isUnused = (name: string): boolean =>
    name.startsWith(prefix) && (naming.unused?.test(name.slice(prefix.length)) ?? false);
  const unmatched: Unmatched[] = [...dict.entries.values()].filter(
    ({ name }) => !isBookkeeping(name) && !read.has(name) && !isUnused(name),
  );
  if (!allowMissing) refuseHalf(dict, recognised, missing, unmatched, read);
  const take = (own: string): Weight => {
    const shape = expected.get(own);
    if (shape === undefined) throw new Error(`${own} is not a tensor of ${recognised.family}`);
    const names = inFile(own);
    const order = naming.order?.(own, shape) ?? null;
    const load = async () => {
      const values = await readStacked(dict, names, shape, lacks);
      return order === null ? values : values.map((_, i) => values[order(i)]!);
    };
    return { name: names[0]!, own, shape, load };
  };
  const { family, variant, dims, depths, kernels } = recognised;
  return {
    family,
    variant,
    naming: naming.naming,
    dims,
    depths,
    kernelSizes: kernels,
    ...recognised.build(take, naming),
    normalisation: recognised.halfNormalised ? HALF : IMAGENET,
    unmatched,
    missing: withNearest(missing, unmatched),
  };
}

/** Refuses a network that the file has but a part of. */
function refuseHalf(
  dict: StateDict,
  recognised: Recognised,
  missing: readonly Missing[],
  unmatched: readonly Unmatched[],
  read: ReadonlySet<string>,
): void {
  if (missing.length > 0) throw incomplete(dict, recognised, missing);
  // blocks are counted by one tensor of theirs: where that is gone, the others of the block stay over
  const form = (name: string): string => name.replace(/\d+/g, "#");
  const forms = new Set([...read].map(form));
  const left = unmatched.filter(({ name }) => forms.has(form(name)));
  if (left.length > 0)
    throw new FieldbookError(
      "bad-checkpoint",
      `${dict.source}: looks like ${recognised.family}, but ${left.length === 1 ? "a tensor belongs" : `${left.length} of its tensors belong`} to blocks that are not whole (${listed(left)}); a field from a half-loaded network would be wrong, so save the whole state_dict and try again.`,
      { missing: left.length },
    );
  const blocks = new Set([...read].map(blockOf));
  blocks.delete(null);
  const inner = unmatched.filter(({ name }) => blocks.has(blockOf(name)) && !PROFILED.test(name));
  if (inner.length > 0)
    throw new FieldbookError(
      "unsupported",
      `${dict.source}: looks like ${recognised.family}, but its blocks hold ${inner.length === 1 ? "a tensor" : `${inner.length} tensors`} that Fieldbook's have no place for (${listed(inner)}); this is another network, whose field would come out wrong, so open one of the variants that are known.`,
      { unmatched: inner.length },
    );
}

/** What a counter of operations leaves in every module. */
const PROFILED = /\.total_(?:ops|params)$/;

/** Of stages.2.0.attn.gamma, stages.2.0: all up to the last number that something follows. */
const blockOf = (name: string): string | null => /^.*\.\d+(?=\.\D)/.exec(name)?.[0] ?? null;

/** What is missing with the nearest name in the file, for as many as a person reads. */
function withNearest(
  missing: readonly Missing[],
  unmatched: readonly Unmatched[],
): readonly Missing[] {
  const among = unmatched.slice(0, MOST_NEAR);
  return missing.map((one, i) => {
    const nearest = one.found || i >= MOST_NAMED ? null : nearestName(one, among);
    return nearest === null ? one : { ...one, nearest: nearest.name };
  });
}

function recognise(dict: StateDict): {
  readonly recognised: Recognised;
  readonly naming: Naming;
  /** what stands before every name in the file */
  readonly prefix: string;
  /** an architecture's name of a tensor → the file's, which follow one another along the first axis */
  inFile(name: string): readonly string[];
} {
  for (const naming of registry) {
    for (const prefix of prefixesOf(dict, naming.marker)) {
      const inFile = (name: string) => naming.rename(name).map((own) => prefix + own);
      const shapes: Shapes = (name) => stackedShape(dict, inFile(name));
      const recognised = inFileOf(dict, () => naming.recognise(shapes));
      if (recognised !== null) return { recognised, naming, prefix, inFile };
    }
  }
  throw unknownFamily(dict);
}

/** A family knows names and shapes alone: what it refuses is said of the file. */
function inFileOf<T>({ source }: StateDict, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FieldbookError)) throw error;
    throw new FieldbookError(error.code, `${source}: ${error.message}`, error.data);
  }
}

/** What stands before the marker in the names that hold it; the plain names first. */
function prefixesOf(dict: StateDict, marker: string): string[] {
  const found = new Set<string>();
  for (const name of dict.entries.keys()) {
    const at = name.indexOf(marker);
    if (at === 0 || (at > 0 && name[at - 1] === ".")) found.add(name.slice(0, at));
  }
  return [...found].sort((a, b) => a.length - b.length);
}

/** Of tensors one below the other; null when one is absent or they do not fit. */
function stackedShape({ entries }: StateDict, names: readonly string[]): readonly number[] | null {
  const [first, ...others] = names.map((name) => entries.get(name)?.shape ?? null);
  if (!first || others.length === 0) return first ?? null;
  let rows = first[0] ?? 0;
  for (const shape of others) {
    if (shape === null || !sameShape(shape.slice(1), first.slice(1))) return null;
    rows += shape[0] ?? 0;
  }
  return [rows, ...first.slice(1)];
}

/** The values of tensors one below the other; zeros for what is lacking. */
async function readStacked(
  dict: StateDict,
  names: readonly string[],
  shape: readonly number[],
  lacks: ReadonlySet<string>,
): Promise<Float32Array<ArrayBuffer>> {
  const [only] = names;
  if (names.length === 1 && only !== undefined && !lacks.has(only)) return dict.read(only);
  const whole = new Float32Array(elementCount(shape));
  const share = whole.length / names.length;
  for (const [i, name] of names.entries())
    if (!lacks.has(name)) whole.set(await dict.read(name), i * share);
  return whole;
}

/** Sides of 1 hold no place: a 1×1 convolution is a linear layer, [C, 1, 1] is [C]. */
function sameShape(a: readonly number[], b: readonly number[]): boolean {
  const [p, q] = [a, b].map((shape) => shape.filter((side) => side !== 1));
  return p!.length === q!.length && p!.every((side, i) => side === q![i]);
}
const bracketed = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

function incomplete(
  { source }: StateDict,
  { family }: Recognised,
  missing: readonly Missing[],
): FieldbookError {
  const misfit = missing.find(({ found }) => found !== undefined);
  if (misfit)
    return new FieldbookError(
      "bad-checkpoint",
      `${source}: ${misfit.name} has the shape ${bracketed(misfit.found!)}, but the other tensors ask for ${bracketed(misfit.shape)}; this is not a whole checkpoint of one network, so look for another copy.`,
      { missing: missing.length },
    );
  return new FieldbookError(
    "bad-checkpoint",
    `${source}: looks like ${family}, but ${missing.length === 1 ? "a tensor is" : `${missing.length} of its tensors are`} absent (${listed(missing)}); a field from a half-loaded network would be wrong, so save the whole state_dict and try again.`,
    { missing: missing.length },
  );
}

/** The first few tensors as a sentence lists them. */
function listed(tensors: readonly Missing[]): string {
  const first = tensors.slice(0, LISTED).map(({ name, shape }) => `${name} ${bracketed(shape)}`);
  const more = tensors.length > LISTED ? ` and ${tensors.length - LISTED} more` : "";
  return `${first.join(", ")}${more}`;
}
