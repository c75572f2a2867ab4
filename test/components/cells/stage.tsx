/** A notebook with cells drawn into a document, for tests of what a person sees and does. */
import { act, type ReactElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { vi } from "vitest";
import { CommandsContext } from "../../../components/notebook/useFrame.ts";
import { NotebookContext, useCell } from "../../../components/notebook/useNotebook.ts";
import type { EngineClient } from "../../../src/client/engineClient.ts";
import type { Cell, NotebookDocument } from "../../../src/domain/document.ts";
import type { CommandContext } from "../../../src/store/command.ts";
import { buildGraph } from "../../../src/store/graph.ts";
import { createNotebook, EMPTY_DOCUMENT, type Notebook } from "../../../src/store/notebook.ts";

export interface Stage {
  readonly book: Notebook;
  readonly element: HTMLElement;
  readonly copyLink: ReturnType<typeof vi.fn<(id: string) => void>>;
  /** the cell as the document has it now */
  readonly cell: <T extends Cell["type"]>(id: string, type: T) => Extract<Cell, { type: T }>;
  readonly act: (change: () => void) => void;
  close(): void;
}

/** Draws one cell of a document by `Body`, as CellBody does. */
export function openStage(
  cells: readonly Cell[],
  shown: string,
  Body: (props: { readonly cell: Cell }) => ReactElement,
): Stage {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  let serial = 0;
  const book = createNotebook({} as EngineClient, {
    newId: () => `new${serial++}`,
    now: () => 0,
    date: () => "2026-01-01T00:00:00.000Z",
  });
  const document_: NotebookDocument = { ...EMPTY_DOCUMENT, cells };
  book.store.setState({ document: document_, graph: buildGraph(document_) });
  const copyLink = vi.fn<(id: string) => void>();
  const element = document.body.appendChild(document.createElement("div"));
  const root: Root = createRoot(element);
  const Shown = (): ReactElement | null => {
    const cell = useCell(shown);
    return cell ? <Body cell={cell} /> : null;
  };
  act(() =>
    root.render(
      <NotebookContext value={book}>
        <CommandsContext value={{ copyLink } as unknown as CommandContext}>
          <Shown />
        </CommandsContext>
      </NotebookContext>,
    ),
  );
  return {
    book,
    element,
    copyLink,
    cell: (id, type) => {
      const cell = book.store.getState().document.cells.find((one) => one.id === id);
      if (cell?.type !== type) throw new Error(`${id} is no ${type} cell`);
      return cell as never;
    },
    act: (change) => act(change),
    close() {
      act(() => root.unmount());
      element.remove();
      vi.unstubAllGlobals();
    },
  };
}

/** Types into a field as React hears it. */
export function write(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = Object.getPrototypeOf(field) as object;
  const setter = Object.getOwnPropertyDescriptor(prototype, "value")?.set;
  setter?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
/** Chooses in a list as a person does. */
export function choose(list: HTMLSelectElement, value: string): void {
  // not the React-patched property of the instance
  Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")?.set?.call(list, value);
  list.dispatchEvent(new Event("change", { bubbles: true }));
}
export const buttonOf = (element: Element, text: string): HTMLButtonElement => {
  const found = [...element.querySelectorAll("button")].find(
    (button) => (button.getAttribute("aria-label") ?? button.textContent).trim() === text,
  );
  if (!found) throw new Error(`No button “${text}”`);
  return found;
};
export const fieldOf = (element: Element, label: string): HTMLSelectElement & HTMLInputElement => {
  const labels = [...element.querySelectorAll("label")];
  const found = labels.find((one) => one.textContent.startsWith(label))?.htmlFor;
  const field = found && element.querySelector(`[id="${found}"]`);
  if (!field) throw new Error(`No field “${label}”`);
  return field as HTMLSelectElement & HTMLInputElement;
};
