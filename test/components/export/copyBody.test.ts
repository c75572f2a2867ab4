// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { copyBody } from "../../../components/export/copyBody.ts";

const PIXEL = "data:image/png;base64,iVBORw0KGgo=";
function body(html: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "cell-body";
  element.innerHTML = html;
  document.body.replaceChildren(element);
  return element;
}
const copied = (html: string): string => copyBody(body(html)).innerHTML;

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, "toDataURL").mockReturnValue(PIXEL);
});
afterEach(() => vi.restoreAllMocks());

describe("the copy of a cell's body", () => {
  it("leaves the live one as it was", () => {
    const live = body('<canvas width="4" height="4"></canvas><button>Run</button>');
    const before = live.outerHTML;
    copyBody(live);
    expect(live.outerHTML).toBe(before);
  });
  it("has a picture where a canvas was, in its place", () => {
    const copy = copyBody(
      body(
        '<div class="plot"><canvas class="map" width="4" height="4" style="position: absolute; left: 48px; top: 26px; width: 520px; image-rendering: pixelated"></canvas><svg class="s"><text>input x, px</text></svg></div>',
      ),
    );
    expect(copy.querySelector("canvas")).toBeNull();
    const image = copy.querySelector("img");
    expect(image?.src).toBe(PIXEL);
    expect(image?.className).toBe("map");
    expect(image?.alt).toBe("");
    expect(image?.style.left).toBe("48px");
    expect(image?.style.position).toBe("absolute");
    expect(image?.style.getPropertyValue("image-rendering")).toBe("pixelated");
    expect(copy.querySelector("svg")?.textContent).toBe("input x, px");
  });
  it("says for which width a drawing was made, so that a phone can show all of it (regression)", () => {
    const drawn = (html: string) =>
      copyBody(body(html)).querySelector<HTMLElement>(".plot")?.style.getPropertyValue("--drawn");
    expect(drawn('<div class="plot"><svg class="s" width="519.6"></svg></div>')).toBe("520");
    expect(drawn('<div class="plot"></div>')).toBe("");
  });
  it("pairs several canvases in order, and says nothing where one cannot be read", () => {
    vi.mocked(HTMLCanvasElement.prototype.toDataURL)
      .mockReturnValueOnce(`${PIXEL}1`)
      .mockImplementationOnce(() => {
        throw new DOMException("tainted", "SecurityError");
      });
    const copy = copyBody(
      body('<canvas aria-label="first"></canvas><canvas></canvas><canvas width="0"></canvas>'),
    );
    const images = [...copy.querySelectorAll("img")];
    expect(images.map((image) => image.getAttribute("src"))).toEqual([`${PIXEL}1`, null, null]);
    expect(images[0]?.alt).toBe("first");
  });
  it("drops what a person works with, and keeps what they read", () => {
    expect(
      copied(
        '<div class="conditions"><label>Protocol <select><option>slak</option></select></label></div>' +
          '<div class="notice stale" role="status"><p><b>Out of date.</b></p><div class="acts"><button>Run</button></div></div>' +
          '<p class="caption" tabindex="0">A field <button>Edit</button></p><div data-live>now</div>' +
          "<table><tbody><tr><td>0.35</td></tr></tbody></table><div popover>menu</div>",
      ),
    ).toBe(
      '<div class="notice stale"><p><b>Out of date.</b></p></div><p class="caption">A field </p>' +
        "<table><tbody><tr><td>0.35</td></tr></tbody></table>",
    );
  });
  it("says nothing of keys and gestures in a page that is dead (regression)", () => {
    expect(
      copied(
        '<p class="readout"><span>Theoretical field 604 px</span><span data-live>. Click or drag to move the unit</span></p>' +
          '<div class="kernel-grid" role="application" aria-label="The arrow keys choose a channel." tabindex="0">kernels</div>' +
          '<dl class="facts"><div><dt>Protocol</dt><dd>replknet</dd></div></dl>',
      ),
    ).toBe(
      '<p class="readout"><span>Theoretical field 604 px</span></p><div class="kernel-grid">kernels</div>' +
        '<dl class="facts"><div><dt>Protocol</dt><dd>replknet</dd></div></dl>',
    );
  });
  it("keeps titles that are buttons or are being written, and folded lines", () => {
    expect(copied('<h2>Figure 1 <button class="editable">Two fields</button></h2>')).toBe(
      "<h2>Figure 1 Two fields</h2>",
    );
    expect(copied('<h2><textarea class="editable" placeholder="A field"></textarea></h2>')).toBe(
      "<h2>A field</h2>",
    );
    const live = body('<div class="top"><input class="var" value="slak"></div>');
    live.querySelector("input")!.value = "slak_wide";
    expect(copyBody(live).innerHTML).toBe(
      '<div class="top"><span class="var">slak_wide</span></div>',
    );
    expect(
      copied(
        '<button class="folded-line"><span class="t">Method</span><span class="unfold">Unfold</span></button>',
      ),
    ).toBe('<p class="folded-line"><span class="t">Method</span></p>');
  });
  it("keeps the words of a button that heads a row", () => {
    expect(
      copied('<table><tr><th scope="row"><button>vmamba</button></th><td>1</td></tr></table>'),
    ).toBe('<table><tbody><tr><th scope="row">vmamba</th><td>1</td></tr></tbody></table>');
  });
  it("keeps a formula as MathML", () => {
    expect(
      copied(
        '<span data-tex="inline"><span class="katex"><span class="katex-mathml"><math><mi>E</mi></math></span><span class="katex-html">E</span></span></span>',
      ),
    ).toBe('<span data-tex="inline"><math><mi>E</mi></math></span>');
  });
  it("carries nothing that acts or loads", () => {
    const copy = copyBody(
      body(
        '<p onclick="steal()">a</p><script>steal()</script><style>p{}</style><iframe src="https://e.example"></iframe>' +
          '<a href="javascript:steal()">b</a><a href="#n=1">c</a><a href="https://e.example/p">d</a>' +
          '<img src="https://e.example/i.png" srcset="https://e.example/j.png 2x" alt="e">' +
          '<svg><image href="https://e.example/k.png"></image><use href="#mark"></use></svg>',
      ),
    );
    expect(copy.querySelector("script, style, iframe")).toBeNull();
    const addresses = copy.innerHTML.match(/(?:href|src|srcset|onclick)="[^"]*"/g);
    expect(addresses).toEqual(['href="https://e.example/p"', 'href="#mark"']);
    expect(copy.querySelector("img")?.alt).toBe("e");
  });
});
