/** Files that figures of several plots are taken away as. */
import type { ErfMap } from "../../src/domain/result.ts";
import { encodeMaps } from "../../src/store/encodeMap.ts";
import { toCsv, toLatex, toMarkdown, type Table } from "../../src/store/tables.ts";
import { drawFigure, paintFigure } from "../export/figurePicture.ts";
import type { ExportItem } from "./SaveButtons.tsx";

const textFile = (text: string, type: string): Blob => new Blob([text], { type });

/** PNG and SVG of a cell’s figure as it goes into a paper. */
export const pictureItems = (cellId: string, name: string): readonly ExportItem[] => [
  {
    label: "PNG",
    about: "the figure as a picture of 300 dpi for a paper",
    fileName: `${name}.png`,
    make: () => paintFigure(cellId),
  },
  {
    label: "SVG",
    about: "the figure as a drawing for a paper",
    fileName: `${name}.svg`,
    make: async () => {
      const drawing = await drawFigure(cellId);
      return drawing && textFile(drawing.text, "image/svg+xml");
    },
  },
];

/** A table as CSV, Markdown and LaTeX; `makeTable` gives null while there is nothing to say. */
export const tableItems = (makeTable: () => Table | null, name: string): readonly ExportItem[] => {
  const write = (to: (table: Table) => string, type: string): (() => Blob | null) => {
    return () => {
      const table = makeTable();
      return table && textFile(to(table), type);
    };
  };
  return [
    {
      label: "CSV",
      about: "the table as numbers",
      fileName: `${name}.csv`,
      make: write(toCsv, "text/csv"),
    },
    {
      label: "MD",
      about: "the table in Markdown",
      fileName: `${name}.md`,
      make: write(toMarkdown, "text/markdown"),
    },
    {
      label: "TeX",
      about: "the table in LaTeX, for booktabs",
      fileName: `${name}.tex`,
      make: write(toLatex, "application/x-tex"),
    },
  ];
};

/** The raw maps of a row for NumPy; none where their sizes differ. */
export function mapsItem(maps: readonly ErfMap[], name: string): readonly ExportItem[] {
  const sizes = new Set(maps.map(({ height, width }) => `${height} ${width}`));
  if (sizes.size !== 1) return [];
  return [
    {
      label: "npy",
      about: "the raw maps in their order for NumPy, float32 [maps, height, width]",
      fileName: `${name}.npy`,
      make: () => encodeMaps(maps),
    },
  ];
}
