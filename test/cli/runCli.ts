import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ENTRY = join(ROOT, "setup", "cli.mjs");

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as another program would; a process that a signal ends has exit code −1. */
export const runCli = (...args: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    execFile(process.execPath, [ENTRY, ...args], { cwd: ROOT }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      done({ exitCode, stdout, stderr });
    });
  });

export const golden = (name: string): string => join(ROOT, "test", "goldens", name);

/** A folder that is there until the file's tests are over. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "fieldbook-cli-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
