import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { withLargestArray } from "../fuzz/allocations.ts";
import { CaseMaker } from "../fuzz/cases.ts";
import { exercise, warmUp } from "../fuzz/exercise.ts";
import { concat } from "../fuzz/mutateBytes.ts";
import { splitPickle } from "../fuzz/pickleCode.ts";
import { makeZip, splitZip } from "../fuzz/zipFile.ts";
import { type Listing, safetensors } from "../helpers/sparseContainers.ts";
import { fromSparse } from "../helpers/sparseFile.ts";
import { readFixture } from "../helpers/openFixture.ts";

const CASES = 2000;
const BATCH = 250;
const maker = new CaseMaker(fileURLToPath(new URL("..", import.meta.url)));

describe("damaged checkpoints", () => {
  beforeAll(() => warmUp(maker.sound()));
  const batches = Array.from({ length: CASES / BATCH }, (_, i) => 1 + i * BATCH);
  test.each(batches)(
    "are opened or refused with a sentence, soon and within 4 times their size: 250 from seed %i",
    async (first) => {
      const finds: string[] = [];
      let opened = 0;
      for (let seed = first; seed < first + BATCH; seed++) {
        const made = maker.make(seed);
        const { sentence, find } = await exercise(made);
        if (sentence === null) opened++;
        if (find !== null) finds.push(`seed ${seed}, ${made.what}: ${find}`);
      }
      expect(finds).toEqual([]);
      // neither are all of them too damaged to say anything, nor too sound
      expect(opened).toBeLessThan(BATCH / 2);
    },
  );

  test("of every kind are among them, and some still open", async () => {
    const kinds = new Map<string, number>();
    let opened = 0;
    for (let seed = 1; seed <= CASES; seed++) {
      const made = maker.make(seed);
      const kind = made.what.split(" of ")[0]!;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (seed <= BATCH && (await exercise(made)).sentence === null) opened++;
    }
    expect([...kinds.keys()].toSorted()).toEqual([
      "bytes",
      "directory",
      "header",
      "pickle",
      "shapes",
    ]);
    expect(Math.min(...kinds.values())).toBeGreaterThan(CASES / 12);
    expect(opened).toBeGreaterThan(0);
  });
});

/** What the fuzzer found once, as `name.bin` or the names and shapes `name.json`; see corpus/sentences.json. */
describe("finds of the fuzzer, mended", () => {
  const folder = new URL("../fuzz/corpus/", import.meta.url);
  const read = (name: string) => readFileSync(new URL(name, folder));
  const sentences = JSON.parse(read("sentences.json").toString()) as Record<string, string>;
  test.each(Object.entries(sentences))("%s", async (name, sentence) => {
    const bytes = new Uint8Array(read(name));
    const listing = name.endsWith(".json")
      ? (JSON.parse(Buffer.from(bytes).toString()) as Listing)
      : null;
    const made = listing
      ? { source: fromSparse(safetensors(listing), "a.pth"), of: { listing } }
      : { source: fromBytes(bytes, "a.pth"), of: { bytes } };
    expect(await exercise(made)).toMatchObject({ sentence, find: null });
  });
  test("are all there", () => {
    const files = readdirSync(folder).filter((name) => name !== "sentences.json");
    expect(files.toSorted()).toEqual(Object.keys(sentences).toSorted());
  });
});

describe("the fuzzer", () => {
  test("makes the same file of the same seed", async () => {
    for (const seed of [2, 3, 5, 8]) {
      const [one, other] = [maker.make(seed), maker.make(seed)];
      expect(one.what).toBe(other.what);
      const [bytes, again] = await Promise.all(
        [one, other].map(({ source }) => source.read(0, Math.min(source.size, 1e6))),
      );
      expect(Buffer.compare(bytes!, again!)).toBe(0);
    }
  });
  test("takes pickles and archives apart so that they can be put together again", () => {
    const file = readFixture("fixtures/training.pth");
    const entries = splitZip(file);
    const pickle = entries.find(({ name }) => name.endsWith("data.pkl"))!.bytes;
    expect(concat(...splitPickle(pickle))).toEqual(concat(pickle));
    expect(splitZip(makeZip(entries)).map(({ name, bytes }) => [name, concat(bytes)])).toEqual(
      entries.map(({ name, bytes }) => [name, concat(bytes)]),
    );
  });
  test("stops an array that is too large before it is made, and lets others be", async () => {
    const make = (length: number) =>
      withLargestArray(4000, () => Promise.resolve(new Float32Array(length)));
    await expect(make(1001)).rejects.toThrow("An array of 4004 bytes was about to be made.");
    const made = await make(1000);
    expect(made).toBeInstanceOf(Float32Array);
    expect(made).toHaveLength(1000);
    expect(new Float32Array(2000)).toHaveLength(2000);
  });
  test.each([["is not ours", () => new TypeError("x is undefined"), "TypeError: x is undefined"]])(
    "calls an error a find that %s",
    async (_, makeError, said) => {
      const source = {
        name: "a.pth",
        size: 100,
        read: () => Promise.reject(makeError()),
      };
      const { find } = await exercise({ source, of: { listing: {} } });
      expect(find).toContain(said);
    },
  );
});
