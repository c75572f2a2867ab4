/** One damaged file a seed. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ByteSource, fromBytes } from "../../src/formats/byteSource.ts";
import { mutateBytes } from "./mutateBytes.ts";
import { mutateHeader } from "./mutateHeader.ts";
import { type Listing, safetensors } from "../helpers/sparseContainers.ts";
import { fromSparse } from "../helpers/sparseFile.ts";
import { mutateShapes } from "./mutateShapes.ts";
import { mutateDirectory, mutateZippedPickle } from "./mutateZip.ts";
import { makeRandom, type Random } from "./random.ts";

type Bytes = Uint8Array<ArrayBuffer>;
const ZIPS = ["fixtures/layouts.pth", "fixtures/layouts-protocol4.pth", "fixtures/training.pth"];
const NETWORKS = ["goldens/convnext-mini.pth", "goldens/resnet-basic-mini.pth"];
const LEGACY = ["fixtures/layouts-legacy.pth", "fixtures/training-legacy.pth"];
const SAFE = ["fixtures/three.safetensors"];

export interface Case {
  readonly seed: number;
  /** how it was made, and of which file */
  readonly what: string;
  readonly source: ByteSource;
  /** the bytes of the file; of a large one of zeros, whose names and shapes alone were changed, those */
  readonly of: { readonly bytes: Bytes } | { readonly listing: Listing };
}

/** Makes damaged files of those under the folder `test`. */
export class CaseMaker {
  readonly #test: string;
  readonly #listings: readonly string[];
  readonly #files = new Map<string, Bytes>();

  constructor(test: string) {
    this.#test = test;
    this.#listings = readdirSync(join(test, "state-dicts"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .toSorted();
  }

  /** A file with every dtype, as it should be. */
  sound(): ByteSource {
    return fromBytes(this.#file(ZIPS[0]!), NAME);
  }

  make(seed: number): Case {
    const random = makeRandom(seed);
    const way = random.below(8);
    if (way === 0) {
      const listing = `state-dicts/${random.pick(this.#listings)}`;
      const changed = mutateShapes(this.#listing(listing), random);
      const source = fromSparse(safetensors(changed), NAME);
      return { seed, what: `shapes of ${listing}`, source, of: { listing: changed } };
    }
    const [what, mutate, files] = WAYS[way % WAYS.length]!;
    const file = random.pick(files);
    const bytes = mutate(this.#file(file), random);
    return { seed, what: `${what} of ${file}`, source: fromBytes(bytes, NAME), of: { bytes } };
  }

  #file(path: string): Bytes {
    let bytes = this.#files.get(path);
    if (!bytes) {
      bytes = new Uint8Array(readFileSync(join(this.#test, path)));
      this.#files.set(path, bytes);
    }
    return bytes;
  }
  #listing(path: string): Listing {
    return JSON.parse(Buffer.from(this.#file(path)).toString()) as Listing;
  }
}

const NAME = "a.pth";
const WAYS: readonly [string, (bytes: Bytes, random: Random) => Bytes, readonly string[]][] = [
  ["bytes", mutateBytes, [...ZIPS, ...LEGACY, ...SAFE, ...NETWORKS]],
  ["pickle", mutateZippedPickle, [...ZIPS, ...NETWORKS]],
  ["directory", mutateDirectory, [...ZIPS, ...NETWORKS]],
  ["header", mutateHeader, SAFE],
  ["bytes", mutateBytes, LEGACY],
];
