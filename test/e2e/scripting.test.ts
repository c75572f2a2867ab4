import { spawn } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { CHROMIUM_FLAGS, findChromium } from "../../setup/chromium.mjs";
import { openSite, type Site } from "./openPage.ts";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
let site: Site;
let folder: string;

beforeAll(async () => {
  site = await openSite();
  // within the repository, so that the script finds its packages
  await mkdir(join(ROOT, ".cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, ".cache", "scripting-"));
});
afterAll(async () => {
  await site?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a script in the folder; resolves with its exit code and what it said. */
const run = (file: string): Promise<{ code: number | null; said: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [file], {
      cwd: folder,
      env: {
        ...process.env,
        FIELDBOOK: site.address,
        CHROMIUM_PATH: findChromium() ?? "",
        CHROMIUM_FLAGS: CHROMIUM_FLAGS.join(" "),
      },
    });
    let said = "";
    child.stdout.on("data", (part: Buffer) => (said += part.toString()));
    child.stderr.on("data", (part: Buffer) => (said += part.toString()));
    child.on("close", (code) => done({ code, said }));
  });

it("the script of docs/scripting.md makes a figure and its file as it stands", async () => {
  const text = await readFile(join(ROOT, "docs", "scripting.md"), "utf8");
  const script = /```js\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
  expect(script).toContain("window.fieldbook.runAll()");
  await writeFile(join(folder, "figure.mjs"), script);
  const { code, said } = await run("figure.mjs");
  expect({ code, said }).toMatchObject({ code: 0 });
  expect(said).toMatch(/^computed on wasm, /);
  const png = await readFile(join(folder, "field.png"));
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  // width and height of the picture, px
  expect(png.readUInt32BE(16)).toBeGreaterThan(500);
  expect(png.readUInt32BE(20)).toBeGreaterThan(300);
  const saved = JSON.parse(await readFile(join(folder, "field.fieldbook.json"), "utf8")) as {
    title: string;
    results: Record<string, { kind: string }>;
  };
  expect(saved.title).toBe("A field");
  expect(Object.values(saved.results).map(({ kind }) => kind)).toContain("erf");
});
