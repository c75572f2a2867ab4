/** WebGPU in Node: Dawn, put where a browser has it. Loaded only when a GPU is wanted. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import type * as webgpu from "webgpu";
import { FieldbookError } from "../domain/errors.ts";
import type { BackendChoice } from "../domain/job.ts";

type Dawn = Pick<typeof webgpu, "create" | "globals">;
const DRIVER_FOLDERS = [
  "/usr/share/vulkan/icd.d",
  "/etc/vulkan/icd.d",
  "/usr/local/share/vulkan/icd.d",
];

/** Whether a GPU could answer at all; on Linux that takes a Vulkan driver. */
const hasDriver = (): boolean =>
  process.platform !== "linux" ||
  Boolean(process.env["VK_ICD_FILENAMES"] ?? process.env["VK_DRIVER_FILES"]) ||
  DRIVER_FOLDERS.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);

/** DAWN_NODE names another build of Dawn than the package's. */
async function loadDawn(): Promise<Dawn> {
  const other = process.env["DAWN_NODE"];
  if (!other) return import("webgpu");
  const loaded: Dawn = createRequire(import.meta.url)(resolve(other));
  return loaded;
}

/** With SwiftShader, Dawn's asynchronous compiling aborts the process; the synchronous one is right. */
function compileSynchronously(): void {
  GPUDevice.prototype.createComputePipelineAsync = async function compile(descriptor) {
    return this.createComputePipeline(descriptor);
  };
}

function install(dawn: Dawn): GPU {
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  const { navigator } = globalThis as { navigator?: object };
  if (navigator) Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  else
    Object.defineProperty(globalThis, "navigator", {
      value: { gpu, userAgent: `Node.js/${process.versions.node}` },
      configurable: true,
    });
  compileSynchronously();
  return gpu;
}

/** Makes `navigator.gpu` if the choice of backend asks for it; throws `no-webgpu` when only it would do. */
export async function prepareGpu(backend: BackendChoice): Promise<void> {
  if (backend !== "webgpu" && backend !== "auto") return;
  let cause: unknown;
  try {
    if (hasDriver() && (await install(await loadDawn()).requestAdapter())) return;
  } catch (error) {
    cause = error;
  }
  if (backend === "webgpu") throw noWebgpu({ cause });
}

const noWebgpu = (options: ErrorOptions): FieldbookError =>
  new FieldbookError(
    "no-webgpu",
    "webgpu: Dawn found no GPU on this machine; install a Vulkan driver (or Chromium, for SwiftShader), or choose --backend wasm.",
    {},
    options,
  );
