import type { ReactElement } from "react";
import type { PublishedWeights } from "../../src/store/remote/catalogue.ts";
import { times } from "../cells/words.ts";

/** One published file: its facts, where they come from, and the way to have it. */
export function CatalogueEntry(props: {
  readonly entry: PublishedWeights;
  readonly source: { readonly title: string; readonly url: string } | undefined;
  readonly onAddress: (address: string) => void;
}): ReactElement {
  const { entry, source, onAddress } = props;
  const { name, training, top1, millions, size, licence, url, how, note } = entry;
  const { host } = new URL(url);
  const which = `${name}, ${training}`;
  const take = how === "direct" ? "Download" : "Try to download";
  const visit = how === "by-hand" ? `Open ${host}` : "By hand";
  const facts = [
    training,
    ...(top1 === undefined ? [] : [`top-1 ${top1.toFixed(1)} %`]),
    ...(size === undefined ? [] : [`at ${times(size)}`]),
    ...(millions === undefined ? [] : [`${millions} M parameters`]),
    ...(licence === undefined ? [] : [licence]),
  ];
  return (
    <li>
      <div className="what">
        <b>{name}</b>
        <p>
          {facts.join(", ")}. {note && `${note} `}
          {source && (
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.title}
            </a>
          )}
        </p>
      </div>
      <div className="acts">
        {how !== "by-hand" && (
          <button
            type="button"
            className="btn"
            aria-label={`${take}: ${which}`}
            title={how === "unsure" ? `${host} may not let pages read its files` : undefined}
            onClick={() => onAddress(url)}
          >
            {take}
          </button>
        )}
        {how !== "direct" && (
          <a
            className="btn quiet"
            href={url}
            target="_blank"
            rel="noreferrer"
            aria-label={`${visit}: ${which}`}
          >
            {visit}
          </a>
        )}
      </div>
    </li>
  );
}
