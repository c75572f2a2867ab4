// After a build: lists what was written and makes of it the service worker that keeps the page offline.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const WORKER = new URL("offlineWorker.js", import.meta.url);
export const WORKER_FILE = "sw.js";
/** Not needed by any browser that knows service workers, or not by the page itself. */
const LEFT_OUT = /(\.map|\.woff|\.ttf|^sw\.js)$/;

/**
 * Kept once they were used, since they would cost every visitor their size: networks and examples, but
 * not what tells of them, nor the notebook of the first visit.
 */
const LATER = /^(networks|examples)\/(?!index\.json$|scaling-past-31\.fieldbook\.json$)/;

const listAll = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).split(sep).join("/"))
    .filter((name) => !LEFT_OUT.test(name))
    .map((name) => (name === "index.html" ? "./" : name))
    .sort();

/** What is kept of a folder from the first visit, sorted; the page itself goes by `./`, as it is asked for. */
export const listKept = (folder) => listAll(folder).filter((name) => !LATER.test(name));
/** What is kept of it from when it is first asked for, sorted. */
export const listLater = (folder) => listAll(folder).filter((name) => LATER.test(name));

/** A hash of the files' names and contents and of the worker itself: a new build is another one. */
function hashOf(folder, files, worker) {
  const hash = createHash("sha256").update(worker);
  for (const name of files) {
    hash.update(`\0${name}\0`);
    hash.update(readFileSync(join(folder, name === "./" ? "index.html" : name)));
  }
  return hash.digest("hex").slice(0, 16);
}

/** The text of sw.js for a folder that was built. */
export function makeWorker(folder) {
  const worker = readFileSync(WORKER, "utf8");
  const files = listKept(folder);
  const later = listLater(folder);
  const build = {
    version: hashOf(folder, files, worker),
    files,
    later: { version: hashOf(folder, later, ""), files: later },
  };
  return `const BUILD = ${JSON.stringify(build, null, 2)};\n${worker}`;
}

/** Writes sw.js beside the page; the development server has none. */
export function offline() {
  return {
    name: "offline",
    apply: "build",
    writeBundle({ dir }) {
      if (dir) writeFileSync(join(dir, WORKER_FILE), makeWorker(dir));
    },
  };
}
