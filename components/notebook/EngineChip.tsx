import type { ReactElement } from "react";
import { sayBytes } from "../cells/words.ts";
import { useNotebook } from "./useNotebook.ts";

const NAMES = { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "CPU" } as const;

/** Says what computes: the backend, the adapter under it and the memory it holds. */
export function EngineChip(): ReactElement {
  const engine = useNotebook((state) => state.engine);
  if (engine.status === "starting") return <span className="chip">starting the engine</span>;
  if (engine.status === "failed")
    return (
      <span className="chip" title={engine.error.message}>
        no engine
      </span>
    );
  const { backend, adapter, bytes } = engine;
  const [name = ""] = adapter.split(",", 1);
  // behind the first comma stands what a narrow bar has no room for
  const rest = adapter.slice(name.length);
  return (
    <span className="chip" title={`${NAMES[backend]}, ${adapter}`}>
      {!adapter.startsWith(NAMES[backend]) && <b>{NAMES[backend]}</b>}
      <span className="adapter">
        {name}
        <span className="rest">{rest}</span>
      </span>
      {bytes !== null && <span className="memory">{sayBytes(bytes)}</span>}
    </span>
  );
}
