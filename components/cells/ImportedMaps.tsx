import { useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { takeMapFrom } from "../../src/store/fetchMap.ts";
import { notify } from "../../src/store/notices.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { takeDropped } from "../notebook/takeDropped.ts";
import type { Imported } from "./useImported.ts";
import { times } from "./words.ts";

/** The maps of a comparison that were computed elsewhere: takes more, and lets go of them. */
export function ImportedMaps(props: {
  readonly cellId: string;
  readonly imported: readonly Imported[];
  readonly onRemove: (place: number) => void;
}): ReactElement {
  const { cellId, imported, onRemove } = props;
  const book = useBook();
  return (
    <div className="field imported-maps">
      <span className="label">Imported maps</span>
      <div className="beside">
        {imported.map(({ map, field, error }, place) => (
          <span key={`${map.file.sha256} ${place}`} className="fact">
            {map.name}
            {field && `, ${times(field.map.height, field.map.width)}`}
            {error && (error.code === "missing-file" ? " (file missing)" : " (cannot be read)")}
            <button
              type="button"
              className="remove"
              aria-label={`Take ${map.name} out of the row`}
              onClick={() => onRemove(place)}
            >
              ×
            </button>
          </span>
        ))}
        <FileButton
          accept=".npy"
          multiple
          className="choice"
          onFiles={(files) => void takeDropped(book, files, cellId)}
        >
          Add .npy…
        </FileButton>
        <MapAddress cellId={cellId} />
      </div>
    </div>
  );
}

/** The address of a map that lies elsewhere; it is fetched at Enter, and only then. */
function MapAddress({ cellId }: { readonly cellId: string }): ReactElement {
  const book = useBook();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      await takeMapFrom(book, text, cellId);
      setText("");
    } catch (error) {
      notify(book, toWireError(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && text.trim() !== "") void take();
      }}
    >
      <input
        aria-label="Address of a map"
        className="entry address"
        type="text"
        inputMode="url"
        placeholder="or its https address"
        value={text}
        aria-busy={busy}
        readOnly={busy}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
}

/** What is wrong with maps that are not here or cannot be read, one sentence each. */
export function ImportedNotices({
  imported,
}: {
  readonly imported: readonly Imported[];
}): ReactElement | null {
  const wrong = imported.filter(({ error }) => error !== null);
  if (wrong.length === 0) return null;
  return (
    <div className="notice" role="status">
      {wrong.map(({ map, error }) => (
        <p key={map.file.sha256}>{error!.message}</p>
      ))}
    </div>
  );
}
