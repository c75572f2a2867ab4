import { useEffect, useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { beginMaps, beginMeasuring } from "../../src/store/papers/begin.ts";
import type { PaperTable, Published } from "../../src/store/papers/schema.ts";
import { accuracyTable, fieldTable, mapsTable } from "../../src/store/papers/tables.ts";
import { DataTable } from "../cells/DataTable.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { LibraryBar } from "./LibraryBar.tsx";
import { PublishedFields } from "./PublishedFields.tsx";
import { PublishedMaps } from "./PublishedMaps.tsx";
import { PublishedSection } from "./PublishedSection.tsx";
import { usePublished, type PublishedView } from "./usePublished.ts";

/** What papers print about fields, each number with its source and protocol, and beside it what was measured here. */
export function PublishedPage(): ReactElement {
  const view = usePublished();
  const { published } = view;
  const [refused, setRefused] = useState("");
  const problem = view.problem || refused;
  useEffect(() => {
    document.title = "Published numbers · Fieldbook";
    // one page takes the place of another: both begin at their top
    const toTop = (): void => void (document.documentElement.scrollTop = 0);
    toTop();
    return toTop;
  }, []);
  const begin = (started: Promise<void>): void => {
    setRefused("");
    started.catch((error: unknown) => setRefused(toWireError(error).message));
  };
  return (
    <>
      <LibraryBar />
      <main className="plain numbers-page">
        <h1>Published numbers</h1>
        <p className="lead">
          What papers and their code print about effective receptive fields, and under each number
          what the notebooks of this browser have measured of the same network. Rankings turn with
          the protocol, the input size and the weights, so all that differs stands under it.
        </p>
        <p className="ways">
          <a href="#library">Notebooks in this browser</a>
        </p>
        {problem !== "" && (
          <div className="notice" role="alert">
            <p>{problem}</p>
          </div>
        )}
        {published === null && problem === "" && <p role="status">Reading the numbers</p>}
        {published?.tables.map((table) => (
          <Section key={table.id} {...{ published, table, view, begin }} />
        ))}
      </main>
    </>
  );
}

function Section(props: {
  readonly published: Published;
  readonly table: PaperTable;
  readonly view: PublishedView;
  /** says why a notebook was not started */
  readonly begin: (started: Promise<void>) => void;
}): ReactElement {
  const { published, table, view, begin } = props;
  const book = useBook();
  switch (table.type) {
    case "area":
    case "radial": {
      const measured = table.rows.map((row) => view.fields.get(row) ?? null);
      return (
        <PublishedSection {...{ published, table }} makeTable={() => fieldTable(table, measured)}>
          <PublishedFields
            table={table}
            found={view.fields}
            onMeasure={(row) =>
              begin(beginMeasuring(book, published, table, row, view.fields.get(row) ?? null))
            }
          />
        </PublishedSection>
      );
    }
    case "maps": {
      const measured = table.rows.map((row) => view.maps.get(row) ?? null);
      return (
        <PublishedSection {...{ published, table }} makeTable={() => mapsTable(table, measured)}>
          <PublishedMaps
            table={table}
            found={view.maps}
            onFetch={() => begin(beginMaps(book, published, table))}
          />
        </PublishedSection>
      );
    }
    case "accuracy": {
      const rows = accuracyTable(table);
      return (
        <PublishedSection {...{ published, table }} makeTable={() => rows}>
          <DataTable table={rows} label={table.title} />
        </PublishedSection>
      );
    }
    default:
      return table satisfies never;
  }
}
