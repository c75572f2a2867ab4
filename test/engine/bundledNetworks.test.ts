/** The networks in public/networks against their cards: bytes, sparsity, counts and scores. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/cli/runCommandLine.ts";
import { Session } from "../../src/engine/session.ts";
import { nodeHost } from "./nodeHost.ts";
import { fromBytes } from "../../src/formats/byteSource.ts";
import { readNpy } from "../../src/formats/npy.ts";
import { expectRelativeL2 } from "../helpers/allclose.ts";

const ROOT = new URL("../../public/networks/", import.meta.url);
const read = (path: string) => new Uint8Array(readFileSync(new URL(path, ROOT)));
const readJson = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, ROOT), "utf8")) as T;

interface Layer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly zeros: number;
  readonly weights: number;
  readonly masked: number;
}
interface Checkpoint {
  readonly file: string;
  readonly step: number;
  readonly sha256: string;
  readonly bytes: number;
  readonly accuracy: { right: number; of: number; value: number; interval95: [number, number] };
  readonly parameters: number;
  readonly nonzero: number;
  readonly masked: number;
  readonly maskable: number;
  readonly layers: readonly Layer[];
}
interface Card {
  readonly name: string;
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly kernels: readonly number[];
  readonly data: { readonly classes: readonly string[] };
  readonly sparse: { readonly sparsity: number } | null;
  readonly code: { readonly commit: string; readonly changedSince: boolean };
  readonly command: string;
  readonly checkpoints: readonly Checkpoint[];
}
const index =
  readJson<{ name: string; checkpoints: { file: string; sha256: string }[] }[]>("index.json");
const MOST_BYTES = 25e6;
const SIZE = 128;

interface Inspected {
  readonly family: string;
  readonly params: number;
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly kernelSizes: readonly number[];
  readonly classes: number;
  readonly unmatched: readonly unknown[];
  readonly missing: readonly unknown[];
  readonly layers: readonly { readonly name: string; readonly sparsity: number }[];
}
const inspect = async (path: string): Promise<Inspected> => {
  const { stdout, stderr } = await runCommandLine(["inspect", path, "--json"], { debug: false });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Inspected;
};

describe("the networks in the box", () => {
  it("are five, of five architectures, together under 25 MB", () => {
    expect(index.map(({ name }) => name)).toEqual([
      "convnext-nano",
      "convnext-nano-31",
      "replknet-nano",
      "slak-nano",
      "slak-nano-dense",
    ]);
    const files = index.flatMap(({ name }) =>
      readdirSync(new URL(`${name}/`, ROOT)).map((file) => `${name}/${file}`),
    );
    const bytes = files.map((file) => read(file).length).reduce((a, b) => a + b, 0);
    expect(bytes).toBeLessThan(MOST_BYTES);
    // what lies there is what the cards speak of
    expect(files.filter((file) => file.endsWith(".safetensors")).toSorted()).toEqual(
      index.flatMap(({ checkpoints }) => checkpoints.map(({ file }) => file)).toSorted(),
    );
  });
  const session = new Session(nodeHost);
  beforeAll(async () => void (await session.start({ backend: "wasm" })));
  afterAll(() => session.dispose());

  describe.each(index.map(({ name }) => name))("%s", (name) => {
    const card = readJson<Card>(`${name}/card.json`);

    it("has a card that says how it came about, and that it was trained", () => {
      expect(card.name).toBe(name);
      expect(card.code.commit).toMatch(/^[0-9a-f]{40}$/);
      expect(card.code.changedSince).toBe(false);
      expect(card.command).toContain(`train.py ${name} `);
      const [first, last] = [card.checkpoints[0]!, card.checkpoints.at(-1)!];
      const chance = 1 / card.data.classes.length;
      expect(first.step).toBe(0);
      expect(first.accuracy.value).toBeLessThan(1.5 * chance);
      expect(last.accuracy.interval95[0]).toBeGreaterThan(5 * chance);
      for (const { accuracy } of card.checkpoints)
        expect(accuracy.value).toBeCloseTo(accuracy.right / accuracy.of, 4);
    });
    it("has the files of its card and of the index, byte for byte", () => {
      const listed = index.find((one) => one.name === name)!.checkpoints;
      expect(listed.map(({ sha256 }) => sha256)).toEqual(
        card.checkpoints.map(({ sha256 }) => sha256),
      );
      for (const { file, sha256, bytes } of card.checkpoints) {
        const content = read(`${name}/${file}`);
        expect(content.length).toBe(bytes);
        expect(createHash("sha256").update(content).digest("hex")).toBe(sha256);
      }
    });
    it("is to inspect what its card says", async () => {
      for (const one of card.checkpoints) {
        const seen = await inspect(fileURLToPath(new URL(`${name}/${one.file}`, ROOT)));
        expect(seen.unmatched).toEqual([]);
        expect(seen.missing).toEqual([]);
        expect(seen.family).toBe(name.split("-")[0]);
        expect(seen.params).toBe(one.parameters);
        expect(seen.classes).toBe(card.data.classes.length);
        expect([seen.dims, seen.depths, seen.kernelSizes]).toEqual([
          card.dims,
          card.depths,
          card.kernels,
        ]);
        const byName = new Map(one.layers.map((layer) => [layer.name, layer]));
        expect(seen.layers.length).toBeGreaterThan(0);
        for (const layer of seen.layers) {
          const { zeros, weights } = byName.get(layer.name)!;
          expect(layer.sparsity, layer.name).toBeCloseTo(zeros / weights, 6);
        }
      }
    }, 60_000);
    it("masks as much at every point of its training, layer by layer", () => {
      const masks = card.checkpoints.map(({ layers }) =>
        layers.map((layer) => [layer.name, layer.masked]),
      );
      for (const other of masks) expect(other).toEqual(masks[0]);
      for (const { masked, maskable, layers } of card.checkpoints) {
        expect(masked / maskable).toBeCloseTo(card.sparse?.sparsity ?? 0, 4);
        for (const layer of layers) expect(layer.zeros).toBeGreaterThanOrEqual(layer.masked);
      }
    });
    it("gives the scores that PyTorch gives", async () => {
      const npy = (path: string) => readNpy(fromBytes(read(path), path));
      const input = await npy("input.npy");
      const want = await npy(`${name}/logits.npy`);
      const [, images, classes] = want.shape as [number, number, number];
      for (const [i, { file }] of card.checkpoints.entries()) {
        await session.open("m", {
          type: "file",
          file: { name: file, blob: new Blob([read(`${name}/${file}`)]) },
        });
        const { values } = await session.logits(
          "m",
          {
            type: "array",
            values: input.values,
            shape: input.shape as [number, number, number, number],
          },
          SIZE,
        );
        expectRelativeL2(
          values,
          want.values.subarray(i * images * classes, (i + 1) * images * classes),
          "network",
          file,
        );
        session.close("m");
      }
    }, 60_000);
  });
});
