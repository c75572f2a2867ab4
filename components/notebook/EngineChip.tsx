import type { ReactElement } from "react";
import { useNotebook } from "./useNotebook.ts";

const NAMES = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "CPU" } as const;

/** Says what computes: the backend and the adapter under it. */
export function EngineChip(): ReactElement {
  const engine = useNotebook((state) => state.running.engine);
  if (engine.status === "starting") return <span className="chip">starting the engine</span>;
  if (engine.status === "failed") return <span className="chip">no engine</span>;
  return (
    <span className="chip">
      {!engine.adapter.startsWith(NAMES[engine.backend]) && <b>{NAMES[engine.backend]}</b>}
      {engine.adapter}
    </span>
  );
}
