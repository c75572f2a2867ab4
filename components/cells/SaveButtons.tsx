import type { ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { notify } from "../../src/store/notices.ts";
import { saveFile } from "../controls/saveFile.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** A file that can be made of a figure or a table. */
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

/** A button a file, which is made when it is pressed; what goes wrong is said at the foot of the page. */
export function SaveButtons({ items }: { readonly items: readonly ExportItem[] }): ReactElement {
  const book = useBook();
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
    <>
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
    </>
  );
}
