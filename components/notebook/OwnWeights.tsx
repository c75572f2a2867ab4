import type { ReactElement } from "react";
import { WEIGHT_FILES } from "../cells/words.ts";
import { FileButton } from "../controls/FileButton.tsx";
import { takeDropped } from "./takeDropped.ts";
import { useBook, useNotebook } from "./useNotebook.ts";

const GUIDE = "your-own-checkpoint.fieldbook.json";

/** Beside the head of an example: that a person's own weights can take the place of these. */
export function OwnWeights(): ReactElement | null {
  const book = useBook();
  const isExample = useNotebook(({ origin }) => origin?.type === "example");
  const isGuide = useNotebook(({ origin }) => origin?.url.endsWith(`/${GUIDE}`) ?? false);
  if (!isExample) return null;
  return (
    <aside className="own-weights" aria-label="Your own weights">
      <p>
        <b>Your own weights?</b> Drop a checkpoint anywhere on this page. It is read here and sent
        nowhere.
      </p>
      <div className="acts">
        <FileButton
          multiple
          accept={WEIGHT_FILES}
          onFiles={(files) => void takeDropped(book, files)}
        >
          Choose a file
        </FileButton>
        {!isGuide && (
          <a
            className="btn quiet"
            href={`?notebook=${encodeURIComponent(`${book.base}examples/${GUIDE}`)}`}
          >
            What can be opened
          </a>
        )}
      </div>
    </aside>
  );
}
