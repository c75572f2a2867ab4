/** The benchmark in a browser: served by `npm run dev` at /bench.html, no part of the build. */
import type { BenchAnswer, BenchRequest } from "./bench.worker.ts";
import { type Report, reportTables } from "./report.ts";

const part = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const form = part<HTMLFormElement>("ask");
const copy = part<HTMLButtonElement>("copy");
const say = (text: string): void => void (part("status").textContent = text);

function reportOf(found: Report["backends"][number]): Report {
  return {
    date: new Date().toISOString(),
    machine: navigator.userAgent,
    versions: { cores: `${navigator.hardwareConcurrency}` },
    backends: [found],
    peakProcessBytes: null, // a page is not told
  };
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const data = new FormData(form);
  const request: BenchRequest = {
    backend: data.get("backend") === "wasm" ? "wasm" : "webgpu",
    network: String(data.get("network")),
    size: Number(data.get("size")),
    repeat: Number(data.get("repeat")),
    layers: data.has("layers"),
    kinds: data.has("stock") ? ["tuned", "stock"] : ["tuned"],
  };
  const worker = new Worker(new URL("./bench.worker.ts", import.meta.url), { type: "module" });
  const end = (text: string): void => {
    worker.terminate();
    say(text);
  };
  worker.addEventListener("error", ({ message }) => end(message));
  worker.addEventListener("message", ({ data: answer }: MessageEvent<BenchAnswer>) => {
    if (answer.type === "at") return say(answer.text);
    if (answer.type !== "done") return end(answer.text);
    const report = reportOf(answer.found);
    part("tables").textContent = reportTables(report);
    copy.disabled = false;
    copy.onclick = () => void navigator.clipboard.writeText(JSON.stringify(report, null, 1));
    end("Done.");
  });
  worker.postMessage(request);
});
