// Where Dawn in Node finds Vulkan. A loader is searched by the system when the process starts, so
// these variables must be set before: a machine without a GPU can use what lies beside its Chromium.
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findChromium } from "./chromium.mjs";

const LOADER = "libvulkan.so.1";
const LOADER_FOLDERS = [
  "/usr/lib/x86_64-linux-gnu",
  "/usr/lib/aarch64-linux-gnu",
  "/lib/x86_64-linux-gnu",
  "/lib/aarch64-linux-gnu",
  "/usr/lib64",
  "/usr/lib",
  "/usr/local/lib",
];
const DRIVER_FOLDERS = [
  "/usr/share/vulkan/icd.d",
  "/etc/vulkan/icd.d",
  "/usr/local/share/vulkan/icd.d",
];
const BROWSER_FOLDERS = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome"];

function besideBrowser(name) {
  const browser = findChromium();
  const folders = [...(browser ? [dirname(realpathSync(browser))] : []), ...BROWSER_FOLDERS];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

const hasDriver = (env) =>
  Boolean(env.VK_ICD_FILENAMES || env.VK_DRIVER_FILES) ||
  DRIVER_FOLDERS.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith(".json")),
  );

const hasLoader = (env) =>
  [...LOADER_FOLDERS, ...(env.LD_LIBRARY_PATH ?? "").split(":")].some(
    (folder) => folder && existsSync(join(folder, LOADER)),
  );

/**
 * Variables to add to the environment of a process that shall use WebGPU; {} when nothing is missing.
 * `software` allows SwiftShader: slow, but right.
 */
export function vulkanEnvironment({ env = process.env, software }) {
  if (process.platform !== "linux" || (!software && !hasDriver(env))) return {};
  const added = {};
  const driver = hasDriver(env) ? null : besideBrowser("vk_swiftshader_icd.json");
  if (driver) added.VK_ICD_FILENAMES = driver;
  const loader = hasLoader(env) ? null : besideBrowser(LOADER);
  if (loader)
    added.LD_LIBRARY_PATH = [dirname(loader), env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return added;
}
