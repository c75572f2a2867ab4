/** PyTorch in a process of its own, asked for one ERF at a time so that rounds can alternate. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { safetensorsFile } from "../helpers/safetensorsFile.ts";

export interface PeerOptions {
  readonly python: string;
  readonly script: string;
  readonly device: "cpu" | "cuda";
}
export interface PeerRun {
  /** 0 leaves PyTorch's own choice */
  readonly threads: number;
  readonly tf32: boolean;
}
export interface Peer {
  readonly torch: string;
  readonly device: string;
  /** seconds of one ERF */
  readonly run: (how: PeerRun) => Promise<number>;
  /** of the process on the CPU, of PyTorch's allocator on a GPU; the largest so far */
  readonly peakBytes: () => number;
  /** the last ERF, row-major */
  readonly map: () => Promise<Float32Array>;
  readonly stop: () => Promise<void>;
}

/** Starts the peer on the images [count, 3, size, size]; rejects with what Python said when it does not start. */
export async function startPeer(
  { python, script, device }: PeerOptions,
  weights: Uint8Array,
  images: Float32Array,
  shape: readonly number[],
  stage: number,
): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), "fieldbook-bench-"));
  const at = (name: string): string => join(folder, name);
  await writeFile(at("weights.safetensors"), weights);
  const input = safetensorsFile([{ name: "images", shape, values: images }]);
  await writeFile(at("input.safetensors"), input);
  const files = ["--weights", at("weights.safetensors"), "--input", at("input.safetensors")];
  const child = spawn(python, [script, ...files, "--stage", `${stage}`, "--device", device]);
  let said = "";
  child.stderr.on("data", (data) => (said += String(data)));
  child.on("error", (error) => (said += error.message));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Record<string, unknown>> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`PyTorch's process ended: ${said.trim().slice(-500)}`);
    return JSON.parse(value);
  };
  const ask = (request: object): Promise<Record<string, unknown>> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.pid !== undefined) {
      child.stdin.end();
      await once(child, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  let peak = 0;
  try {
    const about = await answer();
    return {
      torch: String(about["torch"]),
      device: String(about["device"]),
      run: async (how) => {
        const { seconds, peak_bytes: bytes } = await ask(how);
        peak = Number(bytes);
        return Number(seconds);
      },
      peakBytes: () => peak,
      map: async () => {
        await ask({ save: at("map.f32") });
        const bytes = await readFile(at("map.f32"));
        return new Float32Array(new Uint8Array(bytes).buffer);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
