// @vitest-environment jsdom
import { act, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CellBoundary } from "../../../components/cells/CellBoundary.tsx";
import { CELL_KINDS, findKinds } from "../../../components/cells/cellKinds.ts";
import { CELL_TYPES } from "../../../src/domain/document.ts";

describe("the kinds of cells", () => {
  it("are all that a document knows, each with a letter of its own", () => {
    expect(CELL_KINDS.map(({ type }) => type)).toEqual(CELL_TYPES);
    expect(new Set(CELL_KINDS.map(({ letter }) => letter)).size).toBe(CELL_TYPES.length);
  });
  it("are found by their letter first, then by the beginnings of words", () => {
    for (const { letter, type } of CELL_KINDS) expect(findKinds(letter)[0]?.type).toBe(type);
    expect(findKinds("zeros").map(({ type }) => type)).toEqual(["masks"]);
    expect(findKinds(" Field").map(({ type }) => type)).toEqual(["compare", "sweep"]);
    expect(findKinds("")).toHaveLength(8);
    expect(findKinds("nothing")).toEqual([]);
  });
});

describe("a cell that cannot be drawn", () => {
  beforeEach(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    vi.spyOn(console, "error").mockReturnValue(undefined);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  it("says so, leaves its neighbours alone, and is tried again when it changes", () => {
    const Body = ({ bad }: { readonly bad: boolean }): ReactElement => {
      if (bad) throw new Error("no such stage");
      return <p>drawn</p>;
    };
    const element = document.createElement("div");
    const root = createRoot(element);
    const draw = (cell: { readonly bad: boolean }): void =>
      act(() =>
        root.render(
          <>
            <p>neighbour</p>
            <CellBoundary of={cell}>
              <Body bad={cell.bad} />
            </CellBoundary>
          </>,
        ),
      );
    draw({ bad: true });
    expect(element.textContent).toContain("neighbour");
    expect(element.querySelector("[role=alert]")?.textContent).toContain("no such stage");
    draw({ bad: false });
    expect(element.textContent).toBe("neighbourdrawn");
    act(() => root.unmount());
  });
});
