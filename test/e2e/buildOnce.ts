import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildPage } from "../helpers/buildPage.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** folder of the production build that all end-to-end tests serve; not to be written to */
    readonly builtPage: string;
  }
}

/** Where the other project of end-to-end tests in this run has it built. */
const SHARED = "FIELDBOOK_E2E_PAGE";

/** Builds the page once for all end-to-end tests of a run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = process.env[SHARED];
  if (built !== undefined) {
    project.provide("builtPage", built);
    return async () => {};
  }
  const outDir = await mkdtemp(join(tmpdir(), "fieldbook-e2e-"));
  await buildPage({ outDir, emptyOutDir: true });
  process.env[SHARED] = outDir;
  project.provide("builtPage", outDir);
  return async () => {
    delete process.env[SHARED];
    await rm(outDir, { recursive: true, force: true });
  };
}
