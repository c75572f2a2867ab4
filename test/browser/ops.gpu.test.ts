import { bandsContract } from "../engine/bandsContract.ts";
import { opsContract } from "../engine/opsContract.ts";
import { browserHost } from "./host.ts";

opsContract("webgpu", browserHost, false);
for (const backend of ["webgpu", "wasm"] as const) {
  opsContract(backend, browserHost);
  bandsContract(backend, browserHost);
}
