// Makes sure that a Chromium is there for the browser tests.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.mjs";
import { ROOT } from "./install.mjs";

const succeeds = (command, args) =>
  spawnSync(command, args, { stdio: ["ignore", 2, 2], cwd: ROOT }).status === 0;

function installDebianChromium() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  const env = ["DEBIAN_FRONTEND=noninteractive", "apt-get"];
  return (
    succeeds("env", [...env, "update", "-qq"]) &&
    succeeds("env", [...env, "install", "-y", "-qq", "--no-install-recommends", "chromium"])
  );
}

const installPlaywrightChromium = () =>
  succeeds(process.execPath, [
    join(ROOT, "node_modules", "playwright-core", "cli.js"),
    "install",
    "chromium",
  ]);

/** The path of a Chromium, installed if need be; null, with a sentence on standard error, if that failed. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  process.stderr.write("No Chromium found; installing one (once) …\n");
  if (!installDebianChromium()) installPlaywrightChromium();
  const installed = findChromium();
  if (!installed)
    process.stderr.write(
      "No Chromium could be installed: install one by hand and set CHROMIUM_PATH to it.\n",
    );
  return installed;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(ensureChromium() ? 0 : 1);
