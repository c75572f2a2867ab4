import { useId, type ReactElement, type ReactNode } from "react";
import type { AccuracyTable, PaperTable, Published } from "../../src/store/papers/schema.ts";
import type { Table } from "../../src/store/tables.ts";
import { tableItems } from "../cells/exportItems.ts";
import { SaveButtons } from "../cells/SaveButtons.tsx";
import { times } from "../cells/words.ts";

/** One table of papers' numbers: what it is, where it was printed and under which conditions. */
export function PublishedSection(props: {
  readonly published: Published;
  readonly table: PaperTable;
  /** what its files hold */
  readonly makeTable: () => Table;
  readonly children: ReactNode;
}): ReactElement {
  const { published, table, makeTable, children } = props;
  const { title, about, caution, sources } = table;
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="head">
        <h2 id={id}>{title}</h2>
        <div className="menu" role="group" aria-label={`Take “${title}” away`}>
          <SaveButtons items={tableItems(makeTable, table.id)} />
        </div>
      </div>
      <p className="about">{about}</p>
      <p className="origin">
        From{" "}
        {sources.map((key, i) => (
          <span key={key}>
            {i > 0 && ", "}
            <Source source={published.sources[key]} />
          </span>
        ))}
        . {"conditions" in table && sayPrinted(table)}
      </p>
      {caution !== undefined && <p className="caution">{caution}</p>}
      {children}
    </section>
  );
}

function sayPrinted({ conditions, rows }: Exclude<PaperTable, AccuracyTable>): string {
  const { protocol, size, images, of, stage } = conditions;
  const elsewhere = rows.some((row) => "unit" in row);
  const unit = elsewhere
    ? "the unit at the centre unless said otherwise"
    : "the unit at the centre";
  return `Protocol ${protocol}, input ${times(size)} px, ${images} images of ${of}, trained weights, stage ${stage}, ${unit}.`;
}

function Source(props: {
  readonly source: { readonly title: string; readonly url: string } | undefined;
}): ReactElement | null {
  const { source } = props;
  return source !== undefined ? (
    <a href={source.url} target="_blank" rel="noreferrer">
      {source.title}
    </a>
  ) : null;
}
