/** Files that figures of several plots are taken away as. */
import { toCsv, toLatex, toMarkdown, type Table } from "../../src/store/tables.ts";
import { elementIdOf } from "../notebook/cellElements.ts";
import { drawPlots, plotsToPng } from "../plots/exportPlots.ts";
import type { ExportItem } from "./ExportMenu.tsx";

const textFile = (text: string, type: string): Blob => new Blob([text], { type });

const bodyOf = (cellId: string): HTMLElement | null =>
  document.getElementById(elementIdOf(cellId))?.querySelector<HTMLElement>(".figure-body") ?? null;

/** PNG and SVG of all plots inside the body of a cell’s figure. */
export const pictureItems = (cellId: string, name: string): readonly ExportItem[] => [
  {
    label: "PNG",
    about: "the figure as a picture",
    fileName: `${name}.png`,
    make: () => plotsToPng(bodyOf(cellId)),
  },
  {
    label: "SVG",
    about: "the figure as a drawing",
    fileName: `${name}.svg`,
    make: () => {
      const drawing = drawPlots(bodyOf(cellId));
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
