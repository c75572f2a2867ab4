// Where a Chromium is, and the flags under which it offers WebGPU without a GPU.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** WebGPU on SwiftShader: correct everywhere, fast nowhere. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-background-networking",
  "--disable-quic",
];

const SYSTEM_PATHS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

function playwrightPaths() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium-"))
    .flatMap((name) =>
      [
        "chrome-linux/chrome",
        "chrome-linux64/chrome",
        "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
        "chrome-win/chrome.exe",
      ].map((tail) => join(cache, name, tail)),
    );
}

/** The path of the first Chromium found, or null. */
export function findChromium() {
  return (
    [process.env.CHROMIUM_PATH, ...SYSTEM_PATHS, ...playwrightPaths()].find(
      (path) => path && existsSync(path),
    ) ?? null
  );
}
