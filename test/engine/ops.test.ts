import { expect, test } from "vitest";
import { startBackend } from "../../src/engine/backends/start.ts";
import { stockOps } from "../../src/engine/stockOps.ts";
import { plainFused } from "../helpers/plainFused.ts";
import { bandsContract } from "./bandsContract.ts";
import { nodeHost } from "./nodeHost.ts";
import { opsContract } from "./opsContract.ts";

opsContract("wasm", nodeHost, false);
for (const backend of ["cpu", "wasm"] as const) {
  opsContract(backend, nodeHost);
  bandsContract(backend, nodeHost);
}

test("untuned is stock tfjs alone, tuned is not", async () => {
  const [tuned, stock] = [
    await startBackend("wasm", nodeHost),
    await startBackend("wasm", nodeHost, false),
  ];
  for (const name of Object.keys(stockOps) as (keyof typeof stockOps)[]) {
    expect(stock[name]).toBe(stockOps[name]);
    expect(tuned[name]).not.toBe(stockOps[name]);
  }
});

bandsContract("cpu", nodeHost, plainFused);
