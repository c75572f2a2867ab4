import { opsContract } from "../engine/opsContract.ts";
import { browserHost } from "./host.ts";

for (const backend of ["webgpu", "wasm"] as const) opsContract(backend, browserHost);
