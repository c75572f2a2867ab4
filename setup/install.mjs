// Makes node_modules match package-lock.json; says nothing and takes no time when it does.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, whatever the working directory. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK_FILE = join(ROOT, "package-lock.json");
const INSTALLED = join(ROOT, "node_modules", ".package-lock.json");
const STAMP = join(ROOT, "node_modules", ".fieldbook-lock");
const BUSY = join(ROOT, ".cache", "install.busy");
const MAX_WAIT_MS = 10 * 60_000;

const lockHash = () => createHash("sha256").update(readFileSync(LOCK_FILE)).digest("hex");

function isCurrent() {
  if (!existsSync(INSTALLED)) return false;
  if (statSync(LOCK_FILE).mtimeMs <= statSync(INSTALLED).mtimeMs) return true;
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === lockHash();
}

/** Holds back a second process that starts while the first installs. */
function waitForTurn() {
  mkdirSync(dirname(BUSY), { recursive: true });
  const start = Date.now();
  for (;;) {
    try {
      mkdirSync(BUSY);
      return;
    } catch {
      if (Date.now() - start > MAX_WAIT_MS) throw new Error(`${BUSY} is left over: remove it.`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

/** Install scripts are left out: every binary we use comes ready in its package. */
function runInstall() {
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const npm = process.env.npm_execpath;
  const stdio = ["ignore", 2, 2]; // standard output belongs to the command
  const { status } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio })
    : spawnSync("npm", args, { cwd: ROOT, stdio, shell: process.platform === "win32" });
  if (status !== 0) throw new Error("npm ci failed: see its messages above.");
  writeFileSync(STAMP, lockHash());
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old: Fieldbook needs 20.19 or newer.`);
}

/** Installs what package-lock.json names, if it is not there yet. Exits 1 with a sentence on failure. */
export function install() {
  try {
    checkNode();
    if (isCurrent()) return;
    waitForTurn();
    try {
      if (isCurrent()) return;
      process.stderr.write("Installing dependencies (once) …\n");
      runInstall();
    } finally {
      rmSync(BUSY, { recursive: true, force: true });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
