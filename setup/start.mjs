// `npm start`: install, build when a source is newer than the build, serve.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { install, ROOT } from "./install.mjs";
import { newest } from "./newest.mjs";
import { serve } from "./serve.mjs";

const SOURCES = ["src", "components", "workers", "public", "setup", "index.html", "vite.config.ts"];
const built = join(ROOT, "dist", "index.html");

install();
const sources = [...SOURCES, "package-lock.json"].map((name) => join(ROOT, name));
if (!existsSync(built) || statSync(built).mtimeMs < newest(sources)) {
  const vite = join(ROOT, "node_modules", "vite", "bin", "vite.js");
  const { status } = spawnSync(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}
const { address } = await serve(join(ROOT, "dist"));
console.log(`Fieldbook is at ${address}`);
