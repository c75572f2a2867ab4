import type { ReactElement, RefObject } from "react";
import type { StoredResult } from "../../src/store/notebook.ts";
import { encodeCsv, encodeNpy } from "../../src/store/encodeMap.ts";
import { drawPng, drawSvg } from "../plots/exportPlot.ts";

const save = (content: Blob, name: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** Takes the figure away: the picture as PNG or SVG, the raw map as CSV or npy. */
export function ExportMenu(props: {
  readonly stored: StoredResult;
  /** holds the plot that is drawn */
  readonly figure: RefObject<HTMLElement | null>;
}): ReactElement {
  const { stored, figure } = props;
  const name = `erf-${stored.model.summary.variant}-stage${stored.result.stage}-${stored.spec.size}`;
  const plot = (): HTMLElement | null =>
    figure.current?.querySelector<HTMLElement>(".heatmap") ?? null;
  const { map } = stored.result;
  const menu: readonly [string, string, () => void][] = [
    [
      "PNG",
      "the map as a picture",
      () => void drawPng(plot()).then((png) => png && save(png, `${name}.png`)),
    ],
    [
      "SVG",
      "the map as a drawing",
      () => {
        const svg = drawSvg(plot());
        if (svg) save(new Blob([svg.text], { type: "image/svg+xml" }), `${name}.svg`);
      },
    ],
    ["CSV", "the raw ERF map as numbers", () => save(encodeCsv(map), `${name}.csv`)],
    ["npy", "the raw ERF map for NumPy", () => save(encodeNpy(map), `${name}.npy`)],
  ];
  return (
    <div className="menu" role="group" aria-label="Save the figure">
      {menu.map(([label, title, act]) => (
        <button
          type="button"
          key={label}
          className="btn quiet"
          title={`Save ${title}`}
          onClick={act}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
