import type { ReactElement } from "react";
import type { ModelCell as Model } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { runCell } from "../../src/store/runs.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { takeDropped } from "../notebook/takeDropped.ts";
import { useBook, useRuntime } from "../notebook/useNotebook.ts";
import { ArchitectureName } from "./ArchitectureName.tsx";
import { CellDownloads, DownloadMissing } from "./CellDownloads.tsx";
import { ErrorNotice } from "./ErrorNotice.tsx";
import { IncompleteWeights } from "./IncompleteWeights.tsx";
import { ModelEditing } from "./ModelEditing.tsx";
import { ModelMore } from "./ModelMore.tsx";
import { NameField } from "./NameField.tsx";
import { OddTensors } from "./OddTensors.tsx";
import { Specimen } from "./Specimen.tsx";
import { WebWeights } from "./WebWeights.tsx";
import { useModel } from "./useModel.ts";
import { useSeries } from "./useSeries.ts";
import { sayBytes, sayHash, WEIGHT_FILES } from "./words.ts";

/** A model: its name in the notebook, what it is, where it comes from, what is changed of it. */
export function ModelCell({ cell }: { readonly cell: Model }): ReactElement {
  const book = useBook();
  const { run, shown } = useRuntime(cell.id);
  const now = useModel(cell.name);
  const { className } = useSeries()(cell.name);
  const before = shown && book.results.get(shown.keys[0] ?? "");
  // until another is opened the card keeps what it showed
  const value = now.model ?? (before?.kind === "model" ? before : null);
  const current = now.model !== null;
  const count = current ? now.count : null;
  return (
    <div className={`specimen ${className}`} aria-busy={run.status === "running"}>
      {run.status === "failed" && <Failure cell={cell} />}
      <section className="who">
        <div className="top">
          <NameField cell={cell} />
          {value && <Badge value={value} />}
        </div>
        {value ? (
          <Specimen
            cell={cell}
            value={value}
            count={count}
            root={current ? (now.resolved?.root ?? null) : null}
          />
        ) : (
          <Opening cell={cell} running={run.status === "running"} />
        )}
      </section>
      {value && <ModelEditing cell={cell} value={value} count={count} />}
      {value && <OddTensors summary={value.summary} />}
      <CellDownloads cell={cell.id} />
      <Filed cell={cell} value={value} current={current} />
      {!cell.bare && (
        <div className="change choose">
          <FileButton
            className="btn quiet"
            accept={WEIGHT_FILES}
            onFiles={(files) => void takeDropped(book, files, cell.id)}
          >
            {cell.origin.type === "file" ? "Another file" : "Choose a file"}
          </FileButton>
          <WebWeights cell={cell.id} />
          <ModelMore cell={cell} value={value} />
        </div>
      )}
    </div>
  );
}

function Failure({ cell }: { readonly cell: Model }): ReactElement | null {
  const book = useBook();
  const { run } = useRuntime(cell.id);
  if (run.status !== "failed") return null;
  const missing = run.error.code === "missing-file";
  return (
    <ErrorNotice
      error={run.error}
      title={missing ? "These weights are not here." : "The model was not opened."}
    >
      {Number(run.error.data["missing"]) > 0 && <IncompleteWeights cell={cell} />}
      {missing && <DownloadMissing cell={cell.id} sha256={run.error.data["sha256"]} />}
      <FileButton accept={WEIGHT_FILES} onFiles={(files) => void takeDropped(book, files, cell.id)}>
        Choose a file
      </FileButton>
      <button type="button" className="btn quiet" onClick={() => runCell(book, cell.id)}>
        Try again
      </button>
    </ErrorNotice>
  );
}

function Opening(props: { readonly cell: Model; readonly running: boolean }): ReactElement {
  const { running } = props;
  const { origin } = props.cell;
  const wanted = origin.type === "file" ? origin.file.name : "a file";
  return (
    <div className="opening">
      <ArchitectureName cell={props.cell} name={running ? "Opening" : "Not opened"} />
      <p className="sub">
        {running
          ? "The card stands here as soon as the index of the weights is read."
          : `Choose an architecture, or drop ${wanted} on this card.`}
      </p>
    </div>
  );
}

/** Whether every tensor of the file found its place. */
function Badge({ value }: { readonly value: ModelValue }): ReactElement {
  const { checkpoint, summary } = value;
  if (!checkpoint) return <span className="badge none">untrained</span>;
  const unmatched = summary.unmatched.length;
  const missing = summary.missing.length;
  return unmatched + missing === 0 ? (
    <span className="badge">all {checkpoint.tensors} tensors matched</span>
  ) : (
    <span className="badge bad">
      {unmatched} unmatched, {missing} missing
    </span>
  );
}

/** One line: which weights these are. */
function Filed(props: {
  readonly cell: Model;
  readonly value: ModelValue | null;
  readonly current: boolean;
}): ReactElement {
  const { cell, value, current } = props;
  const { origin } = cell;
  const about = value && current ? value : null;
  const classes = about ? [`${about.summary.classes} classes`] : [];
  const parts =
    origin.type === "file"
      ? [
          origin.file.name,
          ...(origin.file.url === undefined ? [] : [`from ${new URL(origin.file.url).host}`]),
          sayBytes(origin.file.bytes),
          ...(about?.checkpoint ? [about.checkpoint.format, `${about.summary.naming} names`] : []),
          ...classes,
          ...(about?.checkpoint?.wrapper ? [`state dict ${about.checkpoint.wrapper}`] : []),
          `sha256 ${sayHash(origin.file.sha256)}`,
        ]
      : origin.type === "random"
        ? [
            `${origin.architecture}, seed ${origin.seed}`,
            ...classes,
            "made in this page, not trained on anything",
          ]
        : [`an edited copy of ${origin.model}`, ...classes];
  return (
    <p
      className="filed"
      aria-live="polite"
      title={origin.type === "file" ? `sha256 ${origin.file.sha256}` : undefined}
    >
      {parts.join(", ")}
      {value !== null && !current && ". Until it is opened the card shows the model before."}
    </p>
  );
}
