import type { ReactElement, ReactNode } from "react";

/** What is drawn over a map, in words; the centroid where the figure marks it. */
export function MapKey({ centroid = false }: { readonly centroid?: boolean }): ReactElement {
  return (
    <details className="map-key">
      <summary>Reading the maps</summary>
      <dl>
        <Sign of={<circle className="stroke" cx="12" cy="12" r="6" />} dot>
          The unit, at its true centre. It need not be the centre of the map.
        </Sign>
        <Sign of={<rect className="stroke" x="5" y="5" width="14" height="14" />}>
          The smallest centred squares that hold more than 30 and 50 % of the map.
        </Sign>
        <Sign
          of={<rect className="stroke" x="4" y="4" width="16" height="16" strokeDasharray="4 3" />}
        >
          The theoretical field. Along the frame it is cut by the input.
        </Sign>
        {centroid && (
          <Sign of={<path className="stroke" d="M6 12H18M12 6V18" />}>
            The centroid of the map: where its contributions balance.
          </Sign>
        )}
      </dl>
    </details>
  );
}

function Sign(props: {
  readonly of: ReactNode;
  readonly dot?: boolean;
  readonly children: string;
}): ReactElement {
  return (
    <div>
      <dt>
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <rect width="24" height="24" fill="#2d1160" />
          {props.of}
          {props.dot && <circle cx="12" cy="12" r="2" fill="#fff" />}
        </svg>
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
