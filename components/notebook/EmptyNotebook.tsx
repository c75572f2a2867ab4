import type { ReactElement } from "react";
import { addCell } from "../../src/store/actions.ts";
import { WEIGHT_FILES } from "../cells/words.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { takeDropped } from "./takeDropped.ts";
import { useBook } from "./useNotebook.ts";

/** What a notebook without cells can begin with. */
export function EmptyNotebook(): ReactElement {
  const book = useBook();
  return (
    <section className="empty-notebook" aria-labelledby="empty-notebook">
      <h2 id="empty-notebook">Begin with weights, a network or words</h2>
      <p>
        Drop a checkpoint anywhere on the page (.pth, .pt, .bin or .safetensors) and the field of
        its middle unit is drawn. It is read in this page; nothing leaves it. An architecture with
        random weights needs no file at all.
      </p>
      <div className="acts">
        <FileButton
          multiple
          accept={`${WEIGHT_FILES},.json,.html`}
          onFiles={(files) => void takeDropped(book, files)}
        >
          Choose a file
        </FileButton>
        <button
          type="button"
          className="btn"
          onClick={() => {
            addCell(book, "model", 0);
            addCell(book, "erf", 1);
          }}
        >
          A network with random weights
        </button>
        <button type="button" className="btn" onClick={() => addCell(book, "text", 0)}>
          Write text
        </button>
      </div>
    </section>
  );
}
