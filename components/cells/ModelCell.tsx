import type { ReactElement } from "react";
import type { ModelState, OpenModel } from "../../src/store/notebook.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Cell } from "./Cell.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { ModelPicker } from "./ModelPicker.tsx";
import { Specimen } from "./Specimen.tsx";
import { sayBytes } from "./words.ts";

/** The glyph of the model cell. */
export function modelGlyph({ error, opening }: ModelState): string {
  if (error) return "failed";
  return opening === null ? "done" : "running";
}

/** The model: what it is, where it came from, and how to take another. */
export function ModelCell(): ReactElement {
  const book = useBook();
  const state = useNotebook(({ running }) => running.model);
  const engine = useNotebook(({ running }) => running.engine);
  const { open, opening, error } = state;
  return (
    <Cell id="model" title="The model" glyph={modelGlyph(state)}>
      {engine.status === "failed" && <ErrorNotice error={engine.error} title="No engine." />}
      {error && (
        <ErrorNotice error={error} title="The model was not opened.">
          <FileButton
            accept=".pth,.pt,.bin,.safetensors,.ckpt"
            onFiles={(files) => void takeFiles(book, files)}
          >
            Choose a file
          </FileButton>
        </ErrorNotice>
      )}
      <div className="specimen" aria-busy={opening !== null}>
        {open ? <Specimen open={open} /> : <Opening what={opening} />}
        <ModelPicker />
        {open && <Odd open={open} />}
        {open && <Filed open={open} opening={opening} />}
      </div>
    </Cell>
  );
}

function Opening({ what }: { readonly what: string | null }): ReactElement {
  return (
    <div className="opening">
      <div className="top">
        <span className="var">{what ?? "model"}</span>
      </div>
      <h2>{what === null ? "No model yet" : "Opening"}</h2>
      <p className="sub">{what === null ? "Choose an architecture, or drop a file." : what}</p>
    </div>
  );
}

/** Tensors of the file that the network has no place for, and places that the file leaves empty. */
function Odd({ open }: { readonly open: OpenModel }): ReactElement | null {
  const { unmatched, missing } = open.summary;
  if (unmatched.length + missing.length === 0) return null;
  return (
    <details className="odd">
      <summary>
        {unmatched.length} unmatched and {missing.length} missing tensors
      </summary>
      <ul>
        {unmatched.map(({ name, shape }) => (
          <li key={`u ${name}`}>
            {name} [{shape.join(", ")}]: in the file, not in the network
          </li>
        ))}
        {missing.map(({ name, shape }) => (
          <li key={`m ${name}`}>
            {name} [{shape.join(", ")}]: in the network, not in the file
          </li>
        ))}
      </ul>
    </details>
  );
}

function Filed(props: { readonly open: OpenModel; readonly opening: string | null }): ReactElement {
  const { open, opening } = props;
  const { spec, checkpoint, sha256 } = open;
  const parts =
    spec.type === "random"
      ? [`${spec.architecture}?seed=${spec.seed}`, "made in this page, not trained on anything"]
      : [
          spec.name,
          sayBytes(open.bytes),
          ...(checkpoint ? [checkpoint.format, `${checkpoint.naming} names`] : []),
          ...(checkpoint?.wrapper ? [`state dict ${checkpoint.wrapper}`] : []),
          ...(sha256 ? [`sha256 ${sha256.slice(0, 4)}…${sha256.slice(-4)}`] : []),
        ];
  return (
    <p className="filed" aria-live="polite">
      {opening === null
        ? parts.join(", ")
        : `Opening ${opening}; until then the card shows ${parts[0]}.`}
    </p>
  );
}
