import type { CSSProperties } from "react";
import { useNotebook } from "../notebook/useNotebook.ts";

/** How a network is drawn: it keeps its colour and its line through a whole notebook. */
export interface NetworkLook {
  /** a colour of the style sheets */
  readonly colour: string;
  readonly wash: string;
  /** of an SVG stroke; undefined is a whole line */
  readonly dash: string | undefined;
  /** gives what stands inside an element the network's colours */
  readonly style: CSSProperties;
}
const LETTERS = ["a", "b", "c"] as const;
const DASHES = [undefined, "7 3", "1.5 3"] as const;

/** The look of the network at an index from 0; three colours, then the same with other lines. */
export function networkLook(index: number): NetworkLook {
  const letter = LETTERS[index % LETTERS.length]!;
  const dash = DASHES[(index + Math.floor(index / LETTERS.length)) % DASHES.length];
  const colour = `var(--net-${letter})`;
  const wash = `var(--net-${letter}-wash)`;
  // a property cannot be made from itself
  const style = letter === "a" ? {} : { "--net-a": colour, "--net-a-wash": wash };
  return { colour, wash, dash, style: style as CSSProperties };
}

/** The look of a model: by its place among the models of the notebook. */
export const useNetworkLook = (name: string): NetworkLook =>
  networkLook(
    useNotebook(({ document }) => {
      const models = document.cells.filter((cell) => cell.type === "model");
      return Math.max(
        0,
        models.findIndex((cell) => cell.name === name),
      );
    }),
  );
