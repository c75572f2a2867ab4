import { memo, type ReactElement } from "react";
import { cellTitle, shortTitle } from "../../src/store/cellTitle.ts";
import { IDLE, type NotebookState } from "../../src/store/notebook.ts";
import { notebookHash } from "../../src/store/route.ts";
import { select } from "../../src/store/selection.ts";
import { glyphOf, type Glyph } from "../cells/cellState.ts";
import { cellElement } from "./cellElements.ts";
import { Icon } from "./Icon.tsx";
import { showCell } from "./showCell.ts";
import { useCommands, useFrame } from "./useFrame.ts";
import { useBook, useCell, useFigureNumber, useNotebook, useNotebookList } from "./useNotebook.ts";

const glyphIn = ({ runtime, graph }: NotebookState, id: string): Glyph =>
  glyphOf(runtime.get(id) ?? IDLE, graph.problems.has(id));

/** How many cells run, are out of date or failed, in words. */
function saySum(state: NotebookState): string {
  const glyphs = state.document.cells.map(({ id }) => glyphIn(state, id));
  const count = (wanted: Glyph): number => glyphs.filter((glyph) => glyph === wanted).length;
  const errors = count("failed");
  return [
    [count("running"), "running"],
    [count("stale"), "stale"],
    [errors, errors === 1 ? "error" : "errors"],
  ]
    .filter(([n]) => n !== 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(", ");
}

/** The cells by title, each with the glyph of its state; a press jumps there. */
export function Outline(): ReactElement {
  const ids = useNotebookList(({ document }) => document.cells.map(({ id }) => id));
  const sum = useNotebook(saySum);
  const { outlineFolded } = useFrame();
  const { toggleOutline } = useCommands();
  return (
    <nav className="outline" aria-label="Outline">
      <div className="in">
        <h2>
          <span>Outline</span>
          <button
            type="button"
            className="btn quiet icon"
            aria-expanded={!outlineFolded}
            aria-label={outlineFolded ? "Unfold the outline" : "Fold the outline"}
            title={outlineFolded ? "Unfold the outline" : "Fold the outline"}
            onClick={toggleOutline}
          >
            <Icon name="outline" />
          </button>
        </h2>
        <ol>
          {ids.map((id) => (
            <Entry key={id} id={id} />
          ))}
        </ol>
        <p className="foot" aria-live="polite">
          {sum || (ids.length === 1 ? "1 cell" : `${ids.length} cells`)}
        </p>
        <p className="elsewhere">
          <a href="#library">All notebooks and examples</a>
        </p>
      </div>
    </nav>
  );
}

const Entry = memo(function Entry({ id }: { readonly id: string }): ReactElement | null {
  const book = useBook();
  const cell = useCell(id);
  const title = cell ? cellTitle(cell) : "";
  const number = useFigureNumber(id);
  const glyph = useNotebook((state) => glyphIn(state, id));
  const current = useNotebook(({ selection }) => selection.cell === id);
  const notebook = useNotebook((state) => state.id);
  if (!cell) return null;
  const note = number === null ? (cell.type === "model" ? "model" : "") : `Fig. ${number}`;
  return (
    <li>
      <a
        href={notebookHash(notebook, id)}
        title={title}
        aria-current={current || undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          select(book, id);
          const element = cellElement(id);
          element?.focus({ preventScroll: true });
          if (element) showCell(element, "start");
        }}
      >
        <span className={`dot ${cell.type === "text" ? "done" : glyph}`} />
        <span className="t">{shortTitle(cell)}</span>
        {["running", "stale", "failed"].includes(glyph) && (
          <span className="unseen">{glyph === "failed" ? "error" : glyph}</span>
        )}
        {note !== "" && <span className="n">{note}</span>}
      </a>
    </li>
  );
});
