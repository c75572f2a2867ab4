// Makes the icons of the installed page from public/mark.svg: `node setup/build-icons.mjs`, by hand, when the mark changes.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { ROOT } from "./install.mjs";

const PAPER = "#fcfbf8";
const MARK_UNITS = 24;
/** Share of the side that the mark takes; a maskable icon may be cut to a circle of 80 %. */
const ICONS = [
  { name: "icon-192.png", side: 192, share: 1, paper: null },
  { name: "icon-512.png", side: 512, share: 1, paper: null },
  { name: "maskable-512.png", side: 512, share: 0.56, paper: PAPER },
  { name: "touch-180.png", side: 180, share: 0.72, paper: PAPER },
];

const mark = readFileSync(join(ROOT, "public", "mark.svg"), "utf8");
const folder = join(ROOT, "public", "icons");
mkdirSync(folder, { recursive: true });
for (const { name, side, share, paper } of ICONS) {
  const inner = Math.round(side * share);
  const drawn = await sharp(Buffer.from(mark), { density: (72 * inner) / MARK_UNITS })
    .resize(inner, inner)
    .png()
    .toBuffer();
  const background = paper ?? { r: 0, g: 0, b: 0, alpha: 0 };
  const image = sharp({ create: { width: side, height: side, channels: 4, background } })
    .composite([{ input: drawn, gravity: "centre" }])
    .png({ compressionLevel: 9, palette: true });
  writeFileSync(join(folder, name), await image.toBuffer());
}
