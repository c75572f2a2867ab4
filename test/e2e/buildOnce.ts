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

/** Builds the page once for all end-to-end tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), "fieldbook-e2e-"));
  await buildPage({ outDir, emptyOutDir: true });
  project.provide("builtPage", outDir);
  return () => rm(outDir, { recursive: true, force: true });
}
