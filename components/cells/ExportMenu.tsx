import type { ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import type { FigureCell } from "../../src/domain/document.ts";
import { notify } from "../../src/store/notices.ts";
import { saveFile } from "../controls/saveFile.ts";
import { useCommands } from "../notebook/useFrame.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** A file that can be made of a figure. */
export interface ExportItem {
  /** as `PNG` */
  readonly label: string;
  /** what it holds, as `the maps as a picture` */
  readonly about: string;
  /** with its ending */
  readonly fileName: string;
  /** null when nothing is drawn that it could be made of */
  readonly make: () => Blob | null | Promise<Blob | null>;
}

/** Takes a figure away: as files, or as a link to its cell. */
export function ExportMenu(props: {
  readonly cell: FigureCell;
  readonly items: readonly ExportItem[];
}): ReactElement {
  const { cell, items } = props;
  const book = useBook();
  const { copyLink } = useCommands();
  const save = async ({ label, fileName, make }: ExportItem): Promise<void> => {
    try {
      const file = await make();
      if (file) saveFile(file, fileName);
      else notify(book, `No ${label} was made: the figure is not drawn yet.`);
    } catch (error) {
      notify(book, `No ${label} was made: ${toWireError(error).message}`);
    }
  };
  return (
    <div className="menu" role="group" aria-label="Take the figure away">
      {items.map((item) => (
        <button
          type="button"
          key={item.label}
          className="btn quiet"
          title={`Save ${item.about}`}
          onClick={() => void save(item)}
        >
          {item.label}
        </button>
      ))}
      <button
        type="button"
        className="btn quiet"
        title="Copy a link to this figure"
        onClick={() => copyLink(cell.id)}
      >
        Link
      </button>
    </div>
  );
}
