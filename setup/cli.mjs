// `npm run cli`: install, bundle src/cli.ts when a source is newer, run it with the same arguments.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { install, ROOT } from "./install.mjs";
import { newest } from "./newest.mjs";
import { vulkanEnvironment } from "./vulkan.mjs";

const BUNDLE = join(ROOT, ".cache", "cli", "cli.mjs");

/** The path of the command line's bundle, made anew when a source changed. */
export async function bundle() {
  const sources = [
    join(ROOT, "src"),
    join(ROOT, "package-lock.json"),
    fileURLToPath(import.meta.url),
  ];
  if (existsSync(BUNDLE) && statSync(BUNDLE).mtimeMs >= newest(sources)) return BUNDLE;
  const { build } = await import("esbuild");
  const fresh = `${BUNDLE}.${process.pid}.mjs`;
  mkdirSync(join(ROOT, ".cache", "cli"), { recursive: true });
  try {
    await build({
      entryPoints: [join(ROOT, "src", "cli.ts")],
      outfile: fresh,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      loader: { ".wasm": "binary" },
      logLevel: "error",
    });
    renameSync(fresh, BUNDLE); // whole or not at all, also for a process beside this one
  } finally {
    rmSync(fresh, { force: true });
  }
  return BUNDLE;
}

/** The value of `--backend`, as far as it matters before the arguments are really read. */
function wantedBackend(args) {
  const at = args.lastIndexOf("--backend");
  return at >= 0 ? args[at + 1] : args.findLast((arg) => arg.startsWith("--backend="))?.slice(10);
}

async function run(args) {
  const file = await bundle();
  const backend = wantedBackend(args) ?? "auto";
  const added =
    backend === "webgpu" || backend === "auto"
      ? vulkanEnvironment({ software: backend === "webgpu" })
      : {};
  if (Object.keys(added).length === 0) {
    process.argv = [process.execPath, file, ...args];
    await import(pathToFileURL(file).href);
    return;
  }
  const child = spawn(process.execPath, [file, ...args], {
    stdio: "inherit",
    env: { ...process.env, ...added },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  install();
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
