import { describe, expect, it } from "vitest";
import { filterFuzzy, scoreFuzzy } from "../../src/store/fuzzy.ts";

const titles = ["Run all", "Run the cell", "Rename the notebook", "Delete the cell", "Stop all"];
const find = (query: string): readonly string[] => filterFuzzy(titles, query, (title) => title);

describe("finding by letters", () => {
  it("keeps everything in its order for an empty query", () => {
    expect(find("  ")).toEqual(titles);
  });
  it("puts a run of letters at the start of a word first", () => {
    expect(find("all")).toEqual(["Run all", "Stop all"]);
    expect(find("cell")).toEqual(["Run the cell", "Delete the cell"]);
  });
  it("finds initials and letters that skip", () => {
    expect(find("rtc")[0]).toBe("Run the cell");
    expect(find("dlt")).toEqual(["Delete the cell"]);
  });
  it("finds nothing where a letter is missing or out of order", () => {
    expect(find("xyz")).toEqual([]);
    expect(scoreFuzzy("nur", "Run")).toBeNull();
  });
  it("does not care for case or for spaces in the query", () => {
    expect(find("RUN ALL")[0]).toBe("Run all");
  });
});
