import sharp from "sharp";
import { expect, it } from "vitest";
import { withDensity } from "../../../components/export/pngDensity.ts";

it("says how many pixels an inch a picture has, and changes nothing else", async () => {
  const plain = await sharp({
    create: { width: 3, height: 2, channels: 3, background: "#0b6660" },
  })
    .png()
    .toBuffer();
  const print = Buffer.from(withDensity(plain, 300));
  expect((await sharp(print).metadata()).density).toBe(300);
  expect(await sharp(print).raw().toBuffer()).toEqual(await sharp(plain).raw().toBuffer());
  // 11811 pixels a metre and their checksum, as every other program writes them
  expect(print.toString("hex")).toContain("7048597300002e2300002e230178a53f76");
});
