import { goldensContract } from "../engine/goldens.ts";
import { browserHost, fetchBytes } from "./host.ts";

const urls = import.meta.glob<string>("../goldens/*", {
  query: "?url",
  import: "default",
  eager: true,
});

for (const backend of ["webgpu", "wasm"] as const)
  goldensContract(backend, browserHost, (name) => fetchBytes(urls[`../goldens/${name}`]!));
