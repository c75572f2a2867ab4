// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { embedFaces } from "../../../components/export/pageSheets.ts";

const FACES = `
@font-face { font-family: "Charis SIL"; font-style: normal; font-display: swap; font-weight: 400; src: url(./files/charis.woff2) format("woff2"), url(./files/charis.woff) format("woff"); }
@font-face{font-family:Charis SIL;font-style:italic;font-weight:400;src:url(/italic.woff2) format("woff2")}
@font-face{font-family:Inter;font-style:normal;font-weight:100 900;src:url("/inter.woff2") format("woff2-variations")}
@font-face{font-family:KaTeX_Main;font-style:normal;font-weight:400;src:url(/katex.woff2) format("woff2")}`;

function page(): { asked: string[]; get: typeof fetch } {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = "/assets/index.css";
  document.head.replaceChildren(link);
  const asked: string[] = [];
  const get = (address: string): Promise<Response> => {
    asked.push(address);
    if (address.endsWith(".css")) return Promise.resolve(new Response(FACES));
    if (address.endsWith("/italic.woff2")) return Promise.reject(new TypeError("offline"));
    return Promise.resolve(new Response(new Uint8Array([1, 2, 3])));
  };
  return { asked, get: get as typeof fetch };
}
afterEach(() => vi.unstubAllGlobals());

it("takes the files of the faces into their rules, those of formulas not", async () => {
  const { asked, get } = page();
  const css = await embedFaces(document, get);
  expect(css.match(/url\([^)]*\)/g)).toEqual([
    "url(data:font/woff2;base64,AQID)",
    "url(data:font/woff2;base64,AQID)",
  ]);
  expect(css.match(/font-family:"[^"]*"/g)).toEqual([
    'font-family:"Charis SIL"',
    'font-family:"Inter"',
  ]);
  expect(css).toContain("font-weight:100 900");
  expect(asked.map((address) => new URL(address).pathname)).toEqual([
    "/assets/index.css",
    "/assets/files/charis.woff2",
    "/italic.woff2",
    "/inter.woff2",
  ]);
});

it("leaves out what nothing is drawn with, or nobody wants", async () => {
  const { asked, get } = page();
  const face = (family: string, style: string, weight: string, status: string) => ({
    ...{ family, style, weight, status },
  });
  Object.defineProperty(document, "fonts", {
    configurable: true,
    value: [
      face('"Charis SIL"', "normal", "400", "loaded"),
      face("Inter", "normal", "100 900", "unloaded"),
    ],
  });
  const css = await embedFaces(document, get, (style) => style === "normal");
  delete (document as { fonts?: unknown }).fonts;
  expect(css.match(/font-family:"[^"]*"/g)).toEqual(['font-family:"Charis SIL"']);
  expect(asked).toHaveLength(2);
});
