// `npm run cli`: install, bundle src/cli.ts when a source is newer, run it with the same arguments.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { install, ROOT } from "./install.mjs";
import { newest } from "./newest.mjs";
import { vulkanEnvironment } from "./vulkan.mjs";

const folderOf = (name) => join(ROOT, ".cache", name);

/** The path of a bundle for Node under .cache/`name`, made anew when one of `sources` changed. */
export async function bundleFor(name, entry, sources) {
  const outfile = join(folderOf(name), `${name}.mjs`);
  const all = [...sources, join(ROOT, "package-lock.json"), fileURLToPath(import.meta.url)];
  if (existsSync(outfile) && statSync(outfile).mtimeMs >= newest(all)) return outfile;
  const { build } = await import("esbuild");
  const fresh = `${outfile}.${process.pid}.mjs`;
  mkdirSync(folderOf(name), { recursive: true });
  try {
    await build({
      entryPoints: [entry],
      outfile: fresh,
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      packages: "external",
      loader: { ".wasm": "binary" },
      logLevel: "error",
    });
    renameSync(fresh, outfile); // whole or not at all, also for a process beside this one
  } finally {
    rmSync(fresh, { force: true });
  }
  return outfile;
}

/** The path of the command line's bundle. */
export const bundle = () => bundleFor("cli", join(ROOT, "src", "cli.ts"), [join(ROOT, "src")]);

/** The value of `--backend`, as far as it matters before the arguments are really read. */
function wantedBackend(args) {
  const at = args.lastIndexOf("--backend");
  return at >= 0 ? args[at + 1] : args.findLast((arg) => arg.startsWith("--backend="))?.slice(10);
}

/** Runs a bundle with arguments, where Dawn finds Vulkan if the backend asks for it. */
export async function runBundle(file, args, backend) {
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
    const args = process.argv.slice(2);
    await runBundle(await bundle(), args, wantedBackend(args) ?? "auto");
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
