/** Draws one cell of a notebook whose engine is a fake, and runs it. */
import { NO_EDITS } from "../../../src/domain/document.ts";
import { act, type ReactElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { vi } from "vitest";
import { CellBody } from "../../../components/cells/CellBody.tsx";
import { CommandsContext } from "../../../components/notebook/useFrame.ts";
import { NotebookContext, useCell } from "../../../components/notebook/useNotebook.ts";
import { createDirectClient } from "../../../src/client/directClient.ts";
import type { Inquiry } from "../../../src/client/engineClient.ts";
import type { Cell, Conditions, ModelCell } from "../../../src/domain/document.ts";
import type { CommandContext } from "../../../src/store/command.ts";
import { commit } from "../../../src/store/editing.ts";
import { createNotebook, runtimeOf, type Notebook } from "../../../src/store/notebook.ts";
import { runCell, startEngine } from "../../../src/store/runs.ts";
import { fakeInquiry, FakeSession } from "../../helpers/fakeSession.ts";

export const CONDITIONS: Conditions = {
  protocol: "replknet",
  target: null,
  block: null,
  size: 64,
  stage: 2,
  unit: "center",
  images: { type: "dead-leaves", count: 2, seed: 0 },
  scale: "linear",
  colours: "magma",
};
const base = (id: string) => ({ id, folded: false, bare: false, extra: {} });
export const figure = (id: string) => ({ ...base(id), title: "", caption: "" });
export const modelCell = (
  name: string,
  architecture: string,
  sparsity: number | null = null,
): ModelCell => ({
  ...base(`model-${name}`),
  type: "model",
  name,
  origin: { type: "random", architecture, seed: 0 },
  edits: { ...NO_EDITS, sparsity },
});

/** What jsdom lacks of a page. */
export function stubPage(): void {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  }));
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(800);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  Element.prototype.scrollIntoView = () => {};
  URL.createObjectURL = () => "blob:picture";
  URL.revokeObjectURL = () => {};
}

export interface Bench {
  readonly book: Notebook;
  readonly session: FakeSession;
  readonly element: HTMLElement;
  /** runs the cell and waits until it is over */
  run(): Promise<void>;
  settle(): Promise<void>;
  close(): void;
}

/** A page with the cell alone; the last of the cells is the one that is drawn. */
export async function openBench(
  cells: readonly Cell[],
  inquiry: Partial<Inquiry> = {},
): Promise<Bench> {
  const session = new FakeSession();
  const client = createDirectClient(session, { ...fakeInquiry, ...inquiry });
  let serial = 0;
  const book = createNotebook(client, { newId: () => `new${serial++}` });
  commit(book, "Open", { title: "Test", cells, extra: {} });
  const { id } = cells.at(-1)!;
  await startEngine(book);
  const element = document.createElement("div");
  element.id = `cell-${id}`;
  document.body.append(element);
  const root: Root = createRoot(element);
  const Drawn = (): ReactElement | null => {
    const cell = useCell(id);
    return cell ? <CellBody cell={cell} /> : null;
  };
  const context = { copyLink: () => {} } as unknown as CommandContext;
  await act(async () =>
    root.render(
      <NotebookContext value={book}>
        <CommandsContext value={context}>
          <Drawn />
        </CommandsContext>
      </NotebookContext>,
    ),
  );
  const settle = (): Promise<void> =>
    act(async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
    });
  return {
    book,
    session,
    element,
    settle,
    async run() {
      await act(async () => {
        runCell(book, id);
        const over = (): void => {
          const { status } = runtimeOf(book, id).run;
          if (status !== "done" && status !== "failed") throw new Error(`It is ${status}.`);
        };
        await vi.waitFor(over, { timeout: 20_000 });
      });
      await settle();
    },
    close() {
      act(() => root.unmount());
      element.remove();
      client.dispose();
    },
  };
}

export function click(element: Element | null | undefined): Promise<void> {
  return act(async () => {
    (element as HTMLElement).click();
  });
}
/** Chooses an entry of the list that a label names, by what the entry shows. */
export function choose(root: HTMLElement, label: string, option: string): Promise<void> {
  const of = [...root.querySelectorAll("label")].find((own) => own.textContent === label);
  const select = root.querySelector<HTMLSelectElement>(`[id="${of?.htmlFor}"]`)!;
  const wanted = [...select.options].find(({ text }) => text === option)!;
  return act(async () => {
    select.value = wanted.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
/** Writes into the field that a label names, and leaves it. */
export async function write(root: HTMLElement, label: string, text: string): Promise<void> {
  const of = [...root.querySelectorAll("label")].find((own) => own.textContent === label);
  const input = root.querySelector<HTMLInputElement>(`[id="${of?.htmlFor}"]`)!;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!;
  await act(async () => {
    set.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await act(async () => {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  });
}
/** The text of every cell of a table, row by row. */
export const readTable = (table: Element | null): string[][] =>
  [...(table?.querySelectorAll("tr") ?? [])].map((row) =>
    [...row.children].map((entry) => entry.textContent),
  );
