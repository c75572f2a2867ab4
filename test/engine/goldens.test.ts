import { readFile } from "node:fs/promises";
import { goldensContract } from "./goldens.ts";
import { nodeHost } from "./nodeHost.ts";

const read = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../goldens/${name}`, import.meta.url)));

for (const backend of ["cpu", "wasm"] as const) goldensContract(backend, nodeHost, read);
