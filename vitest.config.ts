import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { CHROMIUM_FLAGS, findChromium } from "./setup/chromium.mjs";

const executablePath = findChromium();

/** End-to-end tests that measure how long the page takes, or crash it: nothing runs beside them. */
const ALONE = ["page", "typing", "losing"].map((name) => `test/e2e/${name}.test.ts`);
const endToEnd = {
  environment: "node",
  globalSetup: ["test/e2e/buildOnce.ts"],
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          environment: "node",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/browser/**", "test/e2e/**", "test/bench/**"],
          // Vitest would leave one core idle, which of two is half
          maxWorkers: "100%",
          testTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        optimizeDeps: {
          include: [
            "@tensorflow/tfjs-core",
            "@tensorflow/tfjs-backend-cpu",
            "@tensorflow/tfjs-backend-wasm",
            "@tensorflow/tfjs-backend-webgpu",
          ],
        },
        test: {
          name: "gpu",
          include: ["test/browser/**/*.gpu.test.ts"],
          // an emulated GPU leaves a part of the cores idle, which a second page takes
          maxWorkers: "100%",
          testTimeout: 120_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(executablePath ? { executablePath } : {}),
                args: CHROMIUM_FLAGS,
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        test: {
          ...endToEnd,
          name: "e2e-alone",
          include: ALONE,
          fileParallelism: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...endToEnd,
          name: "e2e-together",
          include: ["test/e2e/**/*.test.ts"],
          exclude: ALONE,
          // one waits for its page while the other computes
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
