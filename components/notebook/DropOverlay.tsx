import { useEffect, useState, type ReactElement } from "react";
import { takeDropped, takeIntoNew } from "./takeDropped.ts";
import { useBook } from "./useNotebook.ts";

const holdsFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes("Files") ?? false;

/** The id of the cell that files are dropped on; the overlay itself lies above it. */
const cellUnder = ({ clientX, clientY }: DragEvent): string | undefined =>
  document
    .elementsFromPoint(clientX, clientY)
    .map((element) => element.closest(".cell")?.id.replace(/^cell-/, ""))
    .find((id) => id !== undefined);

/** Covers the window while a file is dragged over it, and takes what is dropped. */
export function DropOverlay(props: {
  /** whether a notebook is shown, to take what is dropped */
  readonly shown: boolean;
}): ReactElement | null {
  const { shown } = props;
  const book = useBook();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    addEventListener(
      "dragover",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    addEventListener("dragleave", (event) => event.relatedTarget === null && setOver(false), {
      signal,
    });
    addEventListener("keydown", (event) => event.key === "Escape" && setOver(false), { signal });
    addEventListener(
      "drop",
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        const files = [...(event.dataTransfer?.files ?? [])].map((file) => ({
          name: file.name,
          blob: file,
        }));
        void (shown ? takeDropped(book, files, cellUnder(event)) : takeIntoNew(book, files));
      },
      { signal },
    );
    return () => listening.abort();
  }, [book, shown]);
  if (!over) return null;
  return (
    <div className="drop-cover">
      <div className="drop" role="status">
        <svg viewBox="0 0 96 96" fill="none" stroke="currentColor" aria-hidden="true">
          <path d="M8 8h80v80H8z" strokeDasharray="4 4" />
          <path d="M22 22h52v52H22z" />
          <path d="M36 36h24v24H36z" strokeWidth="1.6" />
          <path d="M48 14v34m-7-7 7 7 7-7" strokeWidth="1.6" />
        </svg>
        <div>
          <h2>Drop to open</h2>
          <p>
            {shown
              ? "Weights (.pth, .pt, .bin, .safetensors) open as a model, pictures become the images of the selected figure, a notebook (.fieldbook.json, .html) opens."
              : "Weights (.pth, .pt, .bin, .safetensors) begin a new notebook, a notebook (.fieldbook.json, .html) opens."}
          </p>
          <p>They are read inside this page. Nothing leaves it.</p>
        </div>
      </div>
    </div>
  );
}
