import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}
const read = (...path: string[]): Buffer => readFileSync(join(ROOT, ...path));
const manifest = JSON.parse(read("public", "manifest.webmanifest").toString()) as {
  readonly icons: readonly Icon[];
  readonly start_url: string;
  readonly display: string;
};

describe("the manifest of the installed page", () => {
  it("is named by the page", () => {
    expect(read("index.html").toString()).toContain(
      '<link rel="manifest" href="/manifest.webmanifest" />',
    );
  });
  it("has what a browser asks of a page to install it", () => {
    expect(manifest).toMatchObject({ start_url: "./", display: "standalone" });
    const sizes = manifest.icons.map(({ sizes, purpose = "any" }) => `${sizes} ${purpose}`);
    expect(sizes).toEqual(["any any", "192x192 any", "512x512 any", "512x512 maskable"]);
  });
  it.each(manifest.icons.filter(({ type }) => type === "image/png"))(
    "says the size that $src has",
    ({ src, sizes }) => {
      const png = read("public", src);
      expect(png.subarray(1, 4).toString()).toBe("PNG");
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
    },
  );
});
