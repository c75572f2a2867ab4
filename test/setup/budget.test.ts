import { gzipSync } from "node:zlib";
import type { Rolldown } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { buildPage } from "../helpers/buildPage.ts";

const MOST_BYTES = 300_000;
/** What comes when it is needed: formulas, and whatever computes. */
const LATER = /node_modules\/(katex|@tensorflow)\//;

let chunks: readonly Rolldown.OutputChunk[] = [];
beforeAll(async () => {
  const { output } = await buildPage({ write: false });
  chunks = output.filter((part) => part.type === "chunk");
}, 120_000);

/** The script that the page cannot start without: the entry and all that it imports at once. */
function firstScripts(): Rolldown.OutputChunk[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    byName.get(name)?.imports.forEach(visit);
  };
  for (const { isEntry, fileName } of chunks) if (isEntry) visit(fileName);
  return [...found].flatMap((name) => byName.get(name) ?? []);
}

describe("the script of the page, before the engine", () => {
  it("is at most 300 kB with gzip", () => {
    const sizes = firstScripts().map(
      ({ fileName, code }) => [fileName, gzipSync(code).length] as const,
    );
    const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    expect(total, JSON.stringify(sizes)).toBeGreaterThan(50_000);
    expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(MOST_BYTES);
  });
  it("holds neither formulas nor what computes", () => {
    const early = firstScripts().flatMap(({ moduleIds }) =>
      moduleIds.filter((id) => LATER.test(id)),
    );
    expect(early).toEqual([]);
  });
});
