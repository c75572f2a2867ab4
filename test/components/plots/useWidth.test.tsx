// @vitest-environment jsdom
import { act, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PaperContext } from "../../../components/plots/paper.ts";
import { useWidth } from "../../../components/plots/useWidth.ts";

let width = 0;
let resized = (): void => {};
beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(notify: () => void) {
        resized = notify;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.spyOn(Element.prototype, "clientWidth", "get").mockImplementation(() => width);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function Plot(): ReactElement {
  const [ref, px] = useWidth<HTMLDivElement>();
  return <div ref={ref}>{px}</div>;
}

it("follows an element's width, and keeps it while the element is out of sight (regression)", () => {
  const element = document.createElement("div");
  const root = createRoot(element);
  width = 400.5;
  act(() => root.render(<Plot />));
  expect(element.textContent).toBe("400");
  const becomes = (px: number): void => {
    width = px;
    act(() => resized());
  };
  becomes(300);
  expect(element.textContent).toBe("300");
  becomes(0);
  expect(element.textContent).toBe("300");
  becomes(500);
  expect(element.textContent).toBe("500");
  act(() => root.unmount());
});

it("on paper takes the width that a later layout gives (regression)", () => {
  const element = document.createElement("div");
  const root = createRoot(element);
  const draw = (paper: boolean, px: number): void => {
    width = px;
    act(() =>
      root.render(
        <PaperContext value={paper}>
          <Plot />
        </PaperContext>,
      ),
    );
  };
  draw(false, 400);
  draw(true, 336);
  draw(true, 218);
  expect(element.textContent).toBe("218");
  draw(false, 400);
  expect(element.textContent).toBe("400");
  act(() => root.unmount());
});
