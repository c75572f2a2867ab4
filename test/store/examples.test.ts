import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES } from "../../src/store/architectures.ts";
import { type BundledNetwork, findIn, refOf } from "../../src/store/bundled.ts";
import { listExamples } from "../../src/store/examples.ts";
import { parseNotebook } from "../../src/store/format/parseNotebook.ts";
import { serialiseNotebook } from "../../src/store/format/serialiseNotebook.ts";
import { buildGraph } from "../../src/store/graph.ts";

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "public", "examples");
const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");
const networks = JSON.parse(
  readFileSync(join(FOLDER, "..", "networks", "index.json"), "utf8"),
) as readonly BundledNetwork[];
const listed = await listExamples("https://fieldbook.example/examples/", () =>
  Promise.resolve(new Response(read("index.json"))),
);

describe("the examples", () => {
  it("are all listed, and nothing else is", () => {
    const files = readdirSync(FOLDER).filter((name) => name !== "index.json");
    expect(listed.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
    expect(files.length).toBeGreaterThan(0);
  });
  it.each(listed)("“$title” is written as the app would write it", ({ file, title }) => {
    const { document, results } = parseNotebook(read(file));
    expect(document.title).toBe(title);
    expect(serialiseNotebook(document, results)).toBe(read(file));
  });
  it.each(listed)(
    "“$title” needs no file but those of the page, and every name in it is defined",
    ({ file }) => {
      const { document } = parseNotebook(read(file));
      expect([...buildGraph(document).problems]).toEqual([]);
      const origins = document.cells.flatMap((cell) => (cell.type === "model" ? cell.origin : []));
      const known = ARCHITECTURES.map(({ id }) => id);
      for (const origin of origins) {
        if (origin.type === "random") expect(known).toContain(origin.architecture);
        if (origin.type !== "file") continue;
        const found = findIn(networks, origin.file.sha256);
        expect(found && refOf(found)).toEqual(origin.file);
      }
      expect(document.cells.some(({ type }) => type === "unknown")).toBe(false);
    },
  );
});
