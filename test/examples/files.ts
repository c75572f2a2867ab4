/** The examples, the networks and the README as they lie in the repository. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BundledNetwork } from "../../src/store/bundled.ts";
import { parseNotebook, type ReadNotebook } from "../../src/store/format/parseNotebook.ts";
import type { Accuracy } from "./networkTable.ts";

/** the same from test/examples and from the bundle, both two folders deep */
const ROOT = new URL("../../", import.meta.url);
export const pathOf = (name: string): string => fileURLToPath(new URL(name, ROOT));
const read = (name: string): string => readFileSync(pathOf(name), "utf8");
const readJson = <T>(name: string): T => JSON.parse(read(name)) as T;

/** The notebook that holds the table of networks. */
export const TABLE_NOTEBOOK = "scaling-past-31.fieldbook.json";
export const exampleFiles = (): readonly string[] =>
  readJson<{ file: string }[]>("public/examples/index.json").map(({ file }) => file);
export const examplePath = (file: string): string => pathOf(`public/examples/${file}`);
export const readExample = (file: string): ReadNotebook =>
  parseNotebook(read(`public/examples/${file}`));

export const readNetworks = (): readonly BundledNetwork[] => readJson("public/networks/index.json");

interface Card {
  readonly checkpoints: readonly { readonly sha256: string; readonly accuracy: Accuracy }[];
}
/** What the cards say, by the SHA-256 of a checkpoint. */
export function readAccuracies(): (sha256: string) => Accuracy {
  const cards = readNetworks().map(({ name }) =>
    readJson<Card>(`public/networks/${name}/card.json`),
  );
  const known = new Map(
    cards.flatMap(({ checkpoints }) =>
      checkpoints.map(({ sha256, accuracy }) => [sha256, accuracy]),
    ),
  );
  return (sha256) => {
    const accuracy = known.get(sha256);
    if (!accuracy) throw new Error(`No card speaks of ${sha256}.`);
    return accuracy;
  };
}

export const README = pathOf("README.md");
const TABLE =
  /(<!-- networks: written by npm run examples -->\n\n)[\s\S]*?(\n\n<!-- networks end -->)/;
/** The table that a README holds; null when it has no place for one. */
export const tableIn = (readme: string): string | null =>
  TABLE.exec(readme)?.[0].split("\n\n").slice(1, -1).join("\n\n") ?? null;
export const withTable = (readme: string, table: string): string =>
  readme.replace(TABLE, (_, before: string, after: string) => `${before}${table}${after}`);
