// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PublishedPage } from "../../../components/dialogs/PublishedPage.tsx";
import { CommandsContext, FrameContext } from "../../../components/notebook/useFrame.ts";
import { NotebookContext } from "../../../components/notebook/useNotebook.ts";
import type { CommandContext } from "../../../src/store/command.ts";
import type { Notebook } from "../../../src/store/notebook.ts";
import { openBook } from "../../helpers/openBook.ts";
import { erfValue, notebookWith, openShelf, random } from "../../store/papers/bench.ts";

const TEXT = readFileSync("public/published.json", "utf8");
let root: Root;
const element = document.createElement("div");
const asked: string[] = [];

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  asked.length = 0;
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    if (url.endsWith("published.json")) return Promise.resolve(new Response(TEXT));
    return Promise.reject(new TypeError("Failed to fetch"));
  });
  root = createRoot(element);
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

/** Draws the page and waits until nothing is looked for any more. */
async function open(book: Notebook): Promise<void> {
  const frame = {
    panel: null,
    closePanel: () => {},
    theme: "light",
    outlineFolded: false,
  } as const;
  await act(async () => {
    root.render(
      <NotebookContext value={book}>
        <CommandsContext value={{} as CommandContext}>
          <FrameContext value={frame}>
            <PublishedPage />
          </FrameContext>
        </CommandsContext>
      </NotebookContext>,
    );
  });
  await vi.waitFor(async () => {
    await act(() => new Promise((done) => setTimeout(done, 5)));
    expect(element.querySelector("table.printed, [role=alert]")).not.toBeNull();
    expect(element.textContent).not.toContain("Looking through");
  });
}
/** The lines of a network in the table of a heading, as texts. */
function linesOf(title: string, name: string): readonly string[] {
  const section = [...element.querySelectorAll("section")].find(
    (one) => one.querySelector("h2")?.textContent === title,
  );
  const group = [...(section?.querySelectorAll("tbody") ?? [])].find((one) =>
    one.textContent.startsWith(name),
  );
  return [...(group?.querySelectorAll("tr") ?? [])].map((line) =>
    [...line.children].map(({ textContent }) => textContent).join(" | "),
  );
}
const buttonNamed = (name: string): HTMLButtonElement | undefined =>
  [...element.querySelectorAll("button")].find(
    (button) => (button.getAttribute("aria-label") ?? button.textContent) === name,
  );
const AREA = "How much of the input holds the contribution";

describe("the page of published numbers", () => {
  it("says what is printed, from where, how sure it is, and that nothing was measured", async () => {
    await open(openBook().book);
    expect(document.title).toBe("Published numbers · Fieldbook");
    expect(linesOf(AREA, "RepLKNet-31")).toEqual([
      "RepLKNet-31 printed | 16.3 | 24.7 | 43.2 | 98.6",
      "RepLKNet-31 measured here | – | – | – | –",
      "Not measured in this browser yet.Measure",
    ]);
    expect(linesOf("How near the centre the contribution lies", "DeiT-B/16")).toEqual([
      "DeiT-B/16 printed | 4.08 | 15.19 | 28.14 | 53.50 | 109.5 | 106.1",
      "DeiT-B/16 measured here | – | – | – | – | – | –",
      "Printed for timm/deit_base_patch16_224.fb_in1k. DeiT-B has the shapes of ViT-B/16, so the weights of either are found here. Not measured in this browser yet.Measure",
    ]);
    const [area] = element.querySelectorAll("section");
    expect(area?.textContent).toContain(
      "Two of its cells (22.4 and 98.6, at t = 99 %) were checked against a quotation",
    );
    expect(area?.querySelector("a")?.href).toBe("https://arxiv.org/abs/2203.06717");
    expect(area?.textContent).toContain("50 images of ImageNet’s validation set, trained weights");
  });
  it("asks no other host, and nothing for maps before it is told to", async () => {
    await open(openBook().book);
    expect(asked).toEqual(["/published.json"]);
  });
  it("has what was measured under what is printed, all that differs, and where it stands", async () => {
    const shelf = openShelf();
    shelf.put(
      "a b",
      notebookWith("A first look", random("resnet-101")),
      erfValue("resnet-101", { side: 9 }),
    );
    await open(shelf.book);
    expect(linesOf(AREA, "ResNet-101")).toEqual([
      "ResNet-101 printed | 0.9 | 1.5 | 3.2 | 22.4",
      "ResNet-101 measured here | 2.4 | 2.4 | 4.8 | 7.9",
      "Differs: input 32\u202fpx instead of 1024\u202fpx; random weights of seed 0 instead of trained ones; 2 images of dead leaves instead of 50 of ImageNet’s validation set. Measured in “A first look”Measure as printed",
    ]);
    const link = [...element.querySelectorAll("a")].find(({ textContent }) =>
      textContent.includes("A first look"),
    );
    expect(link?.getAttribute("href")).toBe("#n=a%20b&cell=f");
  });
  it("starts a notebook with the printed conditions", async () => {
    const { book } = openBook();
    await open(book);
    await act(async () => buttonNamed("Measure: DeiT-S/16")?.click());
    const { document: started } = book.store.getState();
    expect(started.title).toBe("DeiT-S/16 as a paper measures it");
    expect(started.cells[2]).toMatchObject({
      conditions: { protocol: "openerf", size: 224, unit: { y: 6, x: 6 } },
    });
  });
  it("fetches maps at a press, and says what a host refuses in the notebook that it started", async () => {
    const { book } = openBook();
    await open(book);
    await act(async () => buttonNamed("Fetch the maps")?.click());
    await vi.waitFor(() => expect(book.store.getState().notices).toHaveLength(1));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBe(
      "https://raw.githubusercontent.com/VITA-Group/SLaK/main/erf/Saved_matrix/ConvNext-T_7.npy",
    );
    expect(book.store.getState().document.cells.map(({ type }) => type)).toEqual([
      "text",
      "compare",
    ]);
  });
  it("says that the numbers cannot be read", async () => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}")));
    await open(openBook().book);
    expect(element.querySelector("[role=alert]")?.textContent).toBe(
      "The published numbers cannot be read: reload the page.",
    );
  });
});
