import { describe, expect, it } from "vitest";
import { embedNotebook, readExportedHtml } from "../../src/store/exportedHtml.ts";

describe("the document inside an exported page", () => {
  it("comes out as it went in, whatever its texts say", () => {
    const document = {
      title: "</script><script>steal()</script>",
      text: '<!-- <script type="application/json" id="fieldbook">{}</script> \\u003c & " \u2028',
    };
    const page = `<!doctype html><body><p>x</p>${embedNotebook(JSON.stringify(document, null, 2))}</body>`;
    expect(JSON.parse(readExportedHtml(page) ?? "")).toEqual(document);
  });
  it("cannot end its element or begin another", () => {
    expect(embedNotebook('"</script><b>"').match(/</g)).toHaveLength(2);
  });
  it("is not found in another page, nor in one that was cut off", () => {
    expect(readExportedHtml("<!doctype html><p>fieldbook</p>")).toBeNull();
    expect(readExportedHtml(embedNotebook("{}").slice(0, -9))).toBeNull();
  });
});
