// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { composePage, EXPORT_POLICY } from "../../../components/export/htmlPage.ts";
import { collectStyles, followDark } from "../../../components/export/pageStyles.ts";
import { readExportedHtml } from "../../../src/store/exportedHtml.ts";

const page = (patch: Partial<Parameters<typeof composePage>[0]> = {}): string =>
  composePage({
    title: "A field",
    styles: ":root { --ink: #000; }",
    width: 1000.4,
    cells: ['<section class="cell type-text"><p>words</p></section>'],
    notebook: '{"title":"A field"}',
    foot: ["Made with Fieldbook"],
    ...patch,
  });
const parse = (text: string): Document => new DOMParser().parseFromString(text, "text/html");

describe("an exported page", () => {
  it("has the title, the cells, the foot and the document", () => {
    const document = parse(page());
    expect(document.title).toBe("A field");
    expect(document.querySelector("main .cell p")?.textContent).toBe("words");
    expect(document.querySelector("footer")?.textContent.trim()).toBe("Made with Fieldbook");
    expect(document.querySelector("style")?.textContent).toContain("max-width: 1032px");
    expect(readExportedHtml(page())).toBe('{"title":"A field"}');
  });
  it("is dark for who reads in the dark, without a script", () => {
    const styles =
      ':root,[data-paper]{--paper:#fff}@media screen{:root[data-theme=dark]{color-scheme:dark;--paper:#111}}@media screen{:root[data-theme="dark"] {--net-b: #7db5ec;}}';
    expect(followDark(styles)).toBe(
      "@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--paper:#111}:root{--net-b: #7db5ec;}}",
    );
    expect(followDark(":root{--paper:#fff}")).toBe("");
    // nothing holds it in the light
    expect(parse(page()).documentElement.dataset["theme"]).toBeUndefined();
  });
  it("is as wide on paper as paper is", () => {
    const zoom = /@media print \{[^}]*zoom: ([\d.]+);/;
    expect(zoom.exec(page({ width: 1360 }))?.[1]).toBe("0.500");
    expect(zoom.exec(page({ width: 400 }))?.[1]).toBe("1.000");
  });
  it("allows itself pictures, faces and styles within, and nothing else", () => {
    const policy = parse(page()).querySelector("meta[http-equiv]");
    expect(policy?.getAttribute("content")).toBe(EXPORT_POLICY);
    expect(EXPORT_POLICY).toMatch(/^default-src 'none'/);
    expect(EXPORT_POLICY).toContain("font-src data:;");
    expect(EXPORT_POLICY).not.toMatch(/script|https?:|\*|'self'/);
  });
  it("cannot be broken out of by a title, a style, a line of the foot or the document", () => {
    const bad = "</title></style></footer></script><script>steal()</script>";
    const document = parse(
      page({ title: bad, styles: `a::after { content: "${bad}"; }`, foot: [bad], notebook: bad }),
    );
    expect([...document.scripts].map(({ type }) => type)).toEqual(["application/json"]);
    expect(document.title).toBe(bad);
    expect(document.querySelector("footer")?.textContent.trim()).toBe(bad);
  });
});

describe("the styles of a page", () => {
  it("travel as they were written, without faces and without what is fetched from elsewhere", async () => {
    const style = document.createElement("style");
    style.textContent =
      '@import "https://e.example/a.css"; @font-face { font-family: Inter; src: url("/a.woff2"); } .s text { font: 400 11px var(--sans); font-variant-numeric: tabular-nums; }';
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "/assets/index.css";
    const foreign = document.createElement("link");
    foreign.rel = "stylesheet";
    foreign.href = "https://e.example/b.css";
    document.head.replaceChildren(style, link, foreign);
    const asked: string[] = [];
    const css = await collectStyles(document, (address) => {
      asked.push(String(address));
      return Promise.resolve(new Response(".plot{position:relative}"));
    });
    expect(asked).toEqual([link.href]);
    expect(css).toContain("font: 400 11px var(--sans); font-variant-numeric");
    expect(css).toContain(".plot{position:relative}");
    expect(css).not.toMatch(/font-face|@import|woff2/);
  });
  it("do without a sheet that is gone", async () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = "/assets/gone.css";
    document.head.replaceChildren(link);
    const gone = () => Promise.resolve(new Response("<p>no</p>", { status: 404 }));
    expect(await collectStyles(document, gone)).toBe("");
  });
});
