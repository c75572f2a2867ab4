import { nodeHost } from "./nodeHost.ts";
import { opsContract } from "./opsContract.ts";

for (const backend of ["cpu", "wasm"] as const) opsContract(backend, nodeHost);
