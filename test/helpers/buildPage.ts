import { build, type InlineConfig, type Rolldown } from "vite";

/** Builds the page as `npm run build` does: the test runner's NODE_ENV would make it a development build. */
export async function buildPage(options: InlineConfig["build"]): Promise<Rolldown.RolldownOutput> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  try {
    const built = await build({ mode: "production", logLevel: "error", build: { ...options } });
    return built as Rolldown.RolldownOutput;
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}
