import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { HEADERS, ISOLATION_HEADERS } from "./setup/headers.mjs";
import { offline } from "./setup/offline.mjs";

const tfjsWasm = dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"));

/** Serves and builds tfjs's WebAssembly under `wasm/`, where its backend is told to look. */
function tfjsBinaries(): Plugin {
  const names = readdirSync(tfjsWasm).filter((name) => name.endsWith(".wasm"));
  return {
    name: "tfjs-binaries",
    generateBundle() {
      for (const name of names)
        this.emitFile({
          type: "asset",
          fileName: `wasm/${name}`,
          source: readFileSync(join(tfjsWasm, name)),
        });
    },
    configureServer(server) {
      server.middlewares.use("/wasm/", (request, response, next) => {
        const name = names.find((known) => request.url?.startsWith(`/${known}`));
        if (!name) return next();
        response.setHeader("Content-Type", "application/wasm");
        response.end(readFileSync(join(tfjsWasm, name)));
      });
    },
  };
}

export default defineConfig({
  plugins: [react(), tfjsBinaries(), offline()],
  // hot reloading needs inline scripts and styles, so the policy holds from preview on
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: HEADERS },
  worker: { format: "es" },
  build: {
    target: "es2023",
    chunkSizeWarningLimit: 2000,
    // the policy lets fonts come from files alone
    assetsInlineLimit: (file) => (/\.(woff2?|ttf)$/.test(file) ? false : undefined),
  },
});
