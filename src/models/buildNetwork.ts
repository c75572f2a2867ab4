/** A state_dict → its network: family and sizes from names and shapes alone, every difference said. */
import { FieldbookError } from "../domain/errors.ts";
import type { Missing, Unmatched } from "../domain/model.ts";
import { elementCount, type StateDict } from "../domain/tensor.ts";
import { isBookkeeping, type Shapes } from "./architecture.ts";
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

export function buildNetwork(
  dict: StateDict,
  { allowMissing = false }: BuildOptions = {},
): Network {
  const { recognised, naming, inFile } = recognise(dict);
  const expected = new Map(recognised.tensors());
  const missing: Missing[] = [];
  for (const [own, shape] of expected) {
    if (isBookkeeping(own)) continue;
    const name = inFile(own);
    const found = dict.entries.get(name);
    if (found === undefined) missing.push({ name, shape });
    else if (!sameShape(found.shape, shape)) throw misfit(dict, name, found.shape, shape);
  }
  if (missing.length > 0 && !allowMissing) throw incomplete(dict, recognised, missing);
  const read = new Set([...expected.keys()].map(inFile));
  const unmatched: Unmatched[] = [...dict.entries.values()].filter(
    ({ name }) => !isBookkeeping(name) && !read.has(name),
  );
  const take = (name: string): Weight => {
    const shape = expected.get(name);
    if (shape === undefined) throw new Error(`${name} is not a tensor of ${recognised.family}`);
    const own = inFile(name);
    const load = dict.entries.has(own)
      ? () => dict.read(own)
      : () => Promise.resolve(new Float32Array(elementCount(shape)));
    return { name: own, shape, load };
  };
  const { family, variant, dims, depths, kernels } = recognised;
  return {
    family,
    variant,
    naming,
    dims,
    depths,
    kernelSizes: kernels,
    ...recognised.build(take),
    normalisation: recognised.halfNormalised ? HALF : IMAGENET,
    unmatched,
    missing,
  };
}

function recognise(dict: StateDict): {
  readonly recognised: Recognised;
  readonly naming: string;
  /** an architecture's name of a tensor → the file's */
  inFile(name: string): string;
} {
  for (const { marker, naming, rename, recognise } of registry) {
    for (const prefix of prefixesOf(dict, marker)) {
      const inFile = (name: string): string => prefix + rename(name);
      const shapes: Shapes = (name) => dict.entries.get(inFile(name))?.shape ?? null;
      const recognised = recognise(shapes);
      if (recognised !== null) return { recognised, naming, inFile };
    }
  }
  throw unknownFamily(dict);
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

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((side, i) => side === b[i]);
const bracketed = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

function misfit(
  { source }: StateDict,
  name: string,
  found: readonly number[],
  expected: readonly number[],
): FieldbookError {
  return new FieldbookError(
    "bad-checkpoint",
    `${source}: ${name} has the shape ${bracketed(found)}, but the other tensors ask for ${bracketed(expected)}; this is not a whole checkpoint of one network, so look for another copy.`,
  );
}

function incomplete(
  { source }: StateDict,
  { family }: Recognised,
  missing: readonly Missing[],
): FieldbookError {
  const listed = missing.slice(0, LISTED).map(({ name, shape }) => `${name} ${bracketed(shape)}`);
  const more = missing.length > LISTED ? ` and ${missing.length - LISTED} more` : "";
  return new FieldbookError(
    "bad-checkpoint",
    `${source}: looks like ${family}, but ${missing.length === 1 ? "a tensor is" : `${missing.length} of its tensors are`} absent (${listed.join(", ")}${more}); a field from a half-loaded network would be wrong, so save the whole state_dict and try again.`,
    { missing: missing.length },
  );
}
