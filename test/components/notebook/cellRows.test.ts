import { describe, expect, it } from "vitest";
import { isCard, rowPlaces } from "../../../components/notebook/cellRows.ts";
import { createCell } from "../../../src/store/newCell.ts";
import { EMPTY_DOCUMENT } from "../../../src/store/notebook.ts";

/** `mm-` are two cards and another cell; a place is said as `at/of`. */
const places = (cells: string, most: number): string =>
  rowPlaces(
    [...cells].map((cell) => cell === "m"),
    most,
  )
    .map(({ at, of, top }) => `${at}/${of}${top ? "t" : ""}`)
    .join(" ");

describe("cards in a row", () => {
  it("are models that follow each other, unfolded", () => {
    const model = createCell(EMPTY_DOCUMENT, "model", "m");
    expect(isCard(model)).toBe(true);
    expect(isCard({ ...model, folded: true })).toBe(false);
    expect(isCard(createCell(EMPTY_DOCUMENT, "text", "t"))).toBe(false);
  });
  it("share it evenly, and other cells stand alone", () => {
    expect(places("-mmm-m-", 3)).toBe("0/1t 0/3 1/3 2/3 0/1 0/1 0/1");
    expect(places("-mmmm", 3)).toBe("0/1t 0/2 1/2 0/2 1/2");
    expect(places("-mmm", 2)).toBe("0/1t 0/2 1/2 0/2");
    expect(places("-mmm", 1)).toBe("0/1t 0/1 0/1 0/1");
  });
  it("know the row at the head of the notebook, which has no line above it", () => {
    expect(places("mmm", 2)).toBe("0/2t 1/2t 0/2");
    expect(places("", 3)).toBe("");
  });
});
