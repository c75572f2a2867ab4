import { useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import type { CheckpointSummary } from "../../src/domain/model.ts";
import { modelName } from "../../src/store/architectures.ts";
import type { RemoteChoice } from "../../src/store/remote/listing.ts";
import { readTensors, type RemoteTensor } from "../../src/store/remote/lookInside.ts";
import { sayBytes, sayCount, sayHash } from "../cells/words.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { Linked } from "./DownloadProgress.tsx";

interface Inside {
  readonly summary: CheckpointSummary | null;
  readonly tensors: readonly RemoteTensor[] | null;
  /** why it is no network that Fieldbook knows; empty when it is one */
  readonly problem: string;
}
/** A file, or the parts of one, with its size; looked into before it is downloaded. */
export function RemoteChoiceRow(props: {
  readonly choice: RemoteChoice;
  readonly busy: boolean;
  readonly preparing: boolean;
  readonly onDownload: () => void;
}): ReactElement {
  const { choice, busy, preparing, onDownload } = props;
  const book = useBook();
  const [inside, setInside] = useState<Inside | "asking" | null>(null);
  const { name, bytes, files } = choice;
  const [only] = files;
  const single = files.length === 1 && only !== undefined && only.bytes !== null ? only : null;
  const look = async (): Promise<void> => {
    setInside("asking");
    const tensors = await readTensors(choice, { fetch: book.downloads.fetch }).catch(() => null);
    if (!single) return setInside({ summary: null, tensors, problem: "" });
    try {
      const file = { name: single.path, url: single.url, bytes: single.bytes ?? 0 };
      const summary = await book.client.inspect({ file });
      setInside({ summary, tensors, problem: "" });
    } catch (error) {
      setInside({ summary: null, tensors, problem: toWireError(error).message });
    }
  };
  return (
    <li>
      <div className="what">
        <b>{name}</b>
        <p>
          {bytes === null ? "size not told" : sayBytes(bytes)}
          {files.length > 1 && `, ${files.length} files that become one`}
          {only?.sha256 && files.length === 1 && `, sha256 ${sayHash(only.sha256)}`}
        </p>
        {inside !== null && inside !== "asking" && <Findings inside={inside} />}
      </div>
      <div className="acts">
        <button
          type="button"
          className="btn quiet"
          aria-label={inside === "asking" ? "Looking" : `Look inside ${name}`}
          disabled={inside !== null}
          onClick={() => void look()}
        >
          {inside === "asking" ? "Looking" : "Look inside"}
        </button>
        <button
          type="button"
          className="btn"
          aria-label={preparing ? "Asking" : `Download ${name}`}
          disabled={busy}
          onClick={onDownload}
        >
          {preparing ? "Asking" : "Download"}
        </button>
      </div>
    </li>
  );
}

function Findings({ inside }: { readonly inside: Inside }): ReactElement {
  const { summary, tensors, problem } = inside;
  const dtypes = [...new Set(tensors?.map(({ dtype }) => dtype))];
  const params = tensors?.reduce((sum, { elements }) => sum + elements, 0) ?? null;
  return (
    <>
      {summary && (
        <p>
          {modelName(summary)}, {sayCount(summary.params)} parameters, {summary.classes} classes,{" "}
          {summary.naming} names
          {summary.unmatched.length + summary.missing.length > 0 &&
            `; ${summary.unmatched.length} tensors not understood, ${summary.missing.length} missing`}
        </p>
      )}
      {!summary && params !== null && <p>{sayCount(params)} values</p>}
      {problem !== "" && (
        <p className="wrong">
          <Linked text={problem} />
        </p>
      )}
      {tensors && (
        <details>
          <summary>
            {tensors.length} tensors of {dtypes.join(", ")}
          </summary>
          <ul className="tensors" tabIndex={0} aria-label="Tensors">
            {tensors.map(({ name, dtype, shape }) => (
              <li key={name}>
                <code>{name}</code> {dtype} [{shape.join(", ")}]
              </li>
            ))}
          </ul>
        </details>
      )}
      {!tensors && !summary && problem === "" && <p>Nothing can be told before it is here.</p>}
    </>
  );
}
