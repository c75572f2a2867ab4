import { useEffect, useId, useMemo, useState, type ReactElement } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import { FAMILIES } from "../../src/domain/model.ts";
import { familyName } from "../../src/store/architectures.ts";
import {
  fetchCatalogue,
  searchCatalogue,
  type Catalogue,
  type PublishedWeights,
} from "../../src/store/remote/catalogue.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { CatalogueEntry } from "./CatalogueEntry.tsx";
import { Dialog } from "./Dialog.tsx";

/** The published weights of every family, and how each is had. */
export function CatalogueDialog(props: {
  /** looks an address up, to download what lies there */
  readonly onAddress: (address: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { onAddress, onClose } = props;
  const { base } = useBook();
  const id = useId();
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  const [problem, setProblem] = useState("");
  const [text, setText] = useState("");
  useEffect(() => {
    let here = true;
    fetchCatalogue(base, fetch.bind(globalThis)).then(
      (found) => here && setCatalogue(found),
      (error: unknown) => here && setProblem(toWireError(error).message),
    );
    return () => void (here = false);
  }, [base]);
  const found = useMemo(
    () => (catalogue ? searchCatalogue(catalogue, text) : []),
    [catalogue, text],
  );
  const families = FAMILIES.map((family) => ({
    family,
    entries: found.filter((one) => one.family === family),
  })).filter(({ entries }) => entries.length > 0);
  return (
    <Dialog title="Published weights" className="remote catalogue" onClose={onClose}>
      <label className="unseen" htmlFor={id}>
        Find in the catalogue
      </label>
      <input
        id={id}
        className="filter"
        type="search"
        autoComplete="off"
        placeholder="Find: slak, 384, 22K, MIT"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="lead" role="status">
        {catalogue
          ? `${found.length} of ${catalogue.weights.length} files. Top-1 is on ImageNet-1K, as the source of each says, at the input size given.`
          : problem || "Reading the catalogue"}
      </p>
      <p className="lead">
        What papers print about their fields stands under <a href="#published">Published numbers</a>
        .
      </p>
      {catalogue &&
        families.map(({ family, entries }) => (
          <section key={family}>
            <h3>{familyName(family)}</h3>
            <Papers catalogue={catalogue} entries={entries} />
            <ul className="choices">
              {entries.map((entry) => (
                <CatalogueEntry
                  key={entry.id}
                  entry={entry}
                  source={catalogue.sources[entry.source]}
                  onAddress={onAddress}
                />
              ))}
            </ul>
          </section>
        ))}
    </Dialog>
  );
}

/** What the entries of a family were published with. */
function Papers(props: {
  readonly catalogue: Catalogue;
  readonly entries: readonly PublishedWeights[];
}): ReactElement {
  const keys = [...new Set(props.entries.map(({ paper }) => paper))];
  const papers = keys.flatMap((key) => props.catalogue.papers[key] ?? []);
  return (
    <ul className="papers">
      {papers.map(({ title, url }) => (
        <li key={title}>
          {url === undefined ? (
            title
          ) : (
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
