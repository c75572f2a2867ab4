import { mkdtemp, readFile, rm } from "node:fs/promises";
import { openAsBlob } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ByteSource, fromBlob } from "../../src/formats/byteSource.ts";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { buildNetwork } from "../../src/models/buildNetwork.ts";
import { summarise } from "../../src/models/summarise.ts";
import { type Listing, torchZip } from "../helpers/sparseContainers.ts";
import { writeSparse } from "../helpers/sparseFile.ts";

const MOST_READ_BYTES = 4e6;
const MOST_MEMORY_BYTES = 100e6;
let folder: string;
let source: ByteSource;
let read: number;

/** Weights, their average and two moments of AdamW, as official training scripts save them. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fieldbook-large-"));
  const listing = JSON.parse(
    await readFile(new URL("../state-dicts/replknet_31b.json", import.meta.url), "utf8"),
  ) as Listing;
  const path = join(folder, "large.pth");
  const file = torchZip({
    model: listing,
    model_ema: listing,
    exp_avg: listing,
    exp_avg_sq: listing,
  });
  await writeSparse(file, path);
  const blob = fromBlob(await openAsBlob(path), "large.pth");
  source = {
    ...blob,
    read: (start, end) => {
      read += end - start;
      return blob.read(start, end);
    },
  };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("1.3 GB of training checkpoint open by less than 4 MB of it, and less than 100 MB of memory", async () => {
  read = 0;
  const before = process.memoryUsage().rss;
  const checkpoint = await openCheckpoint(source);
  const { wrapper, dict } = checkpoint.pick();
  const summary = summarise(buildNetwork(dict));
  const taken = process.memoryUsage().rss - before;
  expect([wrapper, summary.variant, summary.params]).toEqual(["model", "replknet-31b", 79_864_168]);
  expect(checkpoint.choices.map(({ key }) => key)).toContain("model_ema");
  expect(summary.missing).toEqual([]);
  expect(source.size).toBeGreaterThan(1.27e9);
  expect(read).toBeLessThan(MOST_READ_BYTES);
  expect(taken).toBeLessThan(MOST_MEMORY_BYTES);
});

test("then only the tensor that is asked for is read", async () => {
  const { dict } = (await openCheckpoint(source)).pick();
  const name = "stages.2.blocks.0.large_kernel.lkb_origin.conv.weight";
  const entry = dict.entries.get(name)!;
  read = 0;
  const values = await dict.read(name);
  expect(values).toHaveLength(entry.shape.reduce((product, side) => product * side, 1));
  expect(read - 4 * values.length).toBeGreaterThanOrEqual(0);
  expect(read - 4 * values.length).toBeLessThan(1000);
});
