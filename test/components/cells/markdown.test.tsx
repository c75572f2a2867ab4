// @vitest-environment jsdom
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Markdown } from "../../../components/cells/Markdown.tsx";
import * as reader from "../../../components/cells/markdown.ts";
import { cpuTime } from "../../helpers/cpuTime.ts";

let element: HTMLElement;
let root: Root;
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  element = document.body.appendChild(document.createElement("div"));
  root = createRoot(element);
});
afterEach(() => {
  act(() => root.unmount());
  element.remove();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const show = (text: string): HTMLElement => {
  act(() => root.render(<Markdown text={text} />));
  return element.querySelector<HTMLElement>(".markdown")!;
};
const tex = (text: string): (string | null)[] =>
  [...show(text).querySelectorAll("[data-tex]")].map((found) => found.textContent);

it("handlers are gone before a browser reads them, so that none is reported (regression)", () => {
  const html = reader.markdownToHtml(
    'a <img src=x onerror=alert(1)> b <b onclick=\'x()\' title="on time">c</b>\n\n<p ONLOAD = "y">d</p>',
  );
  expect(html).not.toMatch(/onerror|onclick|onload/i);
  expect(html).toContain('title="on time"');
});

describe("Markdown", () => {
  it("draws headings, emphasis, lists, code and tables as GitHub has them", () => {
    const drawn = show("# A\n\n*b* **c** `d`\n\n- [x] e\n\n| f | g |\n|---|--:|\n| 1 | 2 |");
    expect(drawn.querySelector("h1")?.textContent).toBe("A");
    expect(drawn.querySelector("em + strong + code")?.textContent).toBe("d");
    expect(drawn.querySelector("li")?.textContent).toBe("☑ e");
    expect(drawn.querySelector("td[align=right]")?.textContent).toBe("2");
  });
  it("reads a text anew only when it changes", () => {
    const read = vi.spyOn(reader, "markdownToHtml");
    const before = show("same").firstChild;
    expect(show("same").firstChild).toBe(before);
    expect(show("other").textContent).toBe("other\n");
    expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  });
});

describe("TeX in Markdown", () => {
  it.each([
    ["$x_1$ and $y_2$", ["x_1", "y_2"]],
    ["*so $a*b$ it is*", ["a*b"]],
    ["$$\n\\frac{a_1}{b_2} < c\n$$", ["\\frac{a_1}{b_2} < c"]],
    ["before\n$$x$$\nafter", ["x"]],
    ["in a line $$x$$ too", ["x"]],
    ["`$x$` and ``$$y$$``", []],
    ["```\n$x$\n```", []],
    ["    $x$", []],
    ["\\$5 and \\$6", []],
    ["from $5 to $10", []],
    ["a $ b $ c", []],
    ["$\\$x$", ["\\$x"]],
  ])("of %j is %j", (text, found) => expect(tex(text)).toEqual(found));

  it("keeps emphasis round it", () => {
    expect(show("*so $a*b$ it is*").querySelector("em")?.textContent).toBe("so a*b it is");
  });
  it("is drawn by KaTeX, without a style attribute in what is set as one", async () => {
    const setAttribute = vi.spyOn(Element.prototype, "setAttribute");
    const drawn = show("$\\vec{x}_1$ and $$\\pmb{y}$$ and $\\fcolorbox{red}{blue}{z}$");
    await vi.waitFor(() => expect(drawn.querySelectorAll(".katex")).toHaveLength(3));
    expect(drawn.querySelector("annotation")?.textContent).toBe("\\vec{x}_1");
    expect(drawn.querySelector(".katex-display")).not.toBeNull();
    expect(setAttribute.mock.calls.filter(([name]) => name === "style")).toEqual([]);
    // the arrow of the vector has its width all the same
    expect(drawn.querySelector<SVGElement>("svg")?.style.width).toBe("0.471em");
    expect(drawn.querySelectorAll("[data-tex-style]")).toHaveLength(0);
  });
  it("that is wrong stays as it is written and says why", async () => {
    const drawn = show("$\\frac{a$ and $ok$ and $\\nothing$");
    await vi.waitFor(() => expect(drawn.querySelectorAll("[data-wrong]")).toHaveLength(2));
    const [wrong] = drawn.querySelectorAll<HTMLElement>("[data-wrong]");
    expect(wrong?.textContent).toBe("\\frac{a");
    expect(wrong?.title).toMatch(/KaTeX parse error/);
    expect(drawn.querySelectorAll(".katex")).toHaveLength(1);
  });
  it("can link nowhere, load nothing and run for ever on nothing", async () => {
    const drawn = show(
      "$\\href{javascript:alert(1)}{x}$ $\\includegraphics{http://a.b/c.png}$ $\\htmlStyle{color:red}{y}$ $\\def\\a{\\a\\a}\\a$ $ok$",
    );
    await vi.waitFor(() => expect(drawn.querySelector(".katex")).not.toBeNull());
    expect(drawn.querySelectorAll("a, img, [href], [src]")).toHaveLength(0);
    expect(drawn.querySelector("[data-wrong]")?.textContent).toContain("\\def");
  });
});

describe("Markdown from a hostile hand", () => {
  const HOSTILE = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "<svg onload='window.hurt = 1'><script>window.hurt = 1</script></svg>",
    "<math><mtext><style><img src=x onerror=window.hurt=1></style></mtext></math>",
    "<style>body { display: none }</style>",
    "<p style='position:fixed;inset:0' class='toast' id='root'>x</p>",
    "<form action='https://a.b'><input name=q><button>go</button></form>",
    "<iframe src='https://a.b'></iframe><object data='x'></object><embed src='x'>",
    "<a href='javascript:window.hurt=1' onclick='window.hurt=1'>a</a>",
    "[a](javascript:window.hurt=1) [b](java\nscript:alert(1)) [c](vbscript:x) [d](&#106;avascript:x)",
    "[e](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "<base href='https://a.b/'><meta http-equiv=refresh content='0;url=https://a.b'><link rel=stylesheet href=x>",
    "<video src=x autoplay></video><audio src=x></audio><source src=x><picture></picture>",
    "<span data-tex='inline' onclick=x style=x>\\href{javascript:x}{y}</span>",
    "<noscript><p title='</noscript><img src=x onerror=window.hurt=1>'>",
    "<template><script>window.hurt=1</script></template><x-y onfocus=z tabindex=0 autofocus></x-y>",
    "<details open ontoggle=window.hurt=1><summary>s</summary></details>",
    "<table background='https://a.b/c.png'><tr><td style=\"background:url('https://a.b')\">t</td></tr></table>",
  ];
  const NAMES = /^(href|title|align|start|data-tex|data-wrong|colspan|rowspan|rel|target)$/;
  const GONE =
    "script, style, svg, math, form, input, button, iframe, object, embed, img, base, meta, link, video, audio, source, template";

  it.each(HOSTILE)("does nothing: %s", (text) => {
    const drawn = show(`before\n\n${text}\n\nafter`);
    expect(drawn.querySelectorAll(GONE)).toHaveLength(0);
    for (const one of drawn.querySelectorAll("*")) {
      for (const { name } of one.attributes) expect(name).toMatch(NAMES);
      const address = one.getAttribute("href");
      if (address !== null) expect(address).toMatch(/^(https?:|mailto:|#)/);
    }
    expect(drawn.textContent).toContain("before");
    expect(drawn.textContent).not.toContain("window.hurt = 1");
    expect("hurt" in window).toBe(false);
  });

  it("offers pictures as links and asks for none", () => {
    const drawn = show(
      "![a cat](https://a.b/c.png) <img alt='a dog' src='http://a.b/d.png'> ![e](data:image/png;base64,AAAA) <img src=javascript:x alt=f>",
    );
    expect(drawn.querySelectorAll("img")).toHaveLength(0);
    const links = [...drawn.querySelectorAll("a")].map((a) => [a.textContent, a.href, a.rel]);
    expect(links).toEqual([
      ["a cat", "https://a.b/c.png", "noopener noreferrer"],
      ["a dog", "http://a.b/d.png", "noopener noreferrer"],
    ]);
    expect(drawn.textContent).toMatch(/a cat a dog e f/);
  });

  it("leads from one example to another, and to no other notebook unasked (regression)", () => {
    const example = "?notebook=examples/which-protocol.fieldbook.json";
    const drawn = show(
      `[a](${example}) [b](?notebook=https://a.b/c.fieldbook.json) [c](?notebook=examples/../d.fieldbook.json) [d](?x=1)`,
    );
    const links = [...drawn.querySelectorAll("a[href]")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([example]);
    expect(links[0]!.getAttribute("target")).toBeNull();
    expect(drawn.textContent).toContain("a b c d");
  });

  it("opens links elsewhere, and links within the notebook here", () => {
    const drawn = show("[out](https://a.b) [in](#n=abc&cell=def) <me@a.b> https://c.d");
    const links = [...drawn.querySelectorAll("a")];
    expect(links.map((a) => a.getAttribute("target"))).toEqual([
      "_blank",
      null,
      "_blank",
      "_blank",
    ]);
    expect(links.filter((a) => a.target).every((a) => a.rel === "noopener noreferrer")).toBe(true);
  });

  it.each([
    ["quotes", ">".repeat(50_000)],
    ["lists", "- ".repeat(40_000)],
    ["elements", `${"<b>".repeat(400)}x`],
    ["brackets", "[".repeat(50_000)],
    ["emphasis", "_a_".repeat(30_000)],
    ["dollars", "$".repeat(90_000)],
    ["rows", `${"|a".repeat(30_000)}\n${"|-".repeat(30_000)}`],
    ["megabytes", "word ".repeat(400_000)],
  ])("is shown in two seconds whatever there is of %s", (_, text) => {
    let drawn: HTMLElement | undefined;
    expect(cpuTime(() => (drawn = show(text)))).toBeLessThan(2000);
    expect(drawn?.childNodes.length).toBeGreaterThan(0);
    expect(drawn?.querySelectorAll(GONE)).toHaveLength(0);
  });
});
