/** Ids of the cells of a file: those it gives, checked, and made ones for a file written by hand. */
import { CELL_ID } from "../../domain/document.ts";
import { show } from "./describeIssue.ts";
import { placeOfCell } from "./readCell.ts";
import { badFile, type JsonObject } from "./readJson.ts";
import { ID } from "./schema.ts";

/** `wanted`, or `wanted-2`, `wanted-3`, … where that is taken. */
function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`;
}

/**
 * The id of each cell, all different. A cell without one is `cell-N`, N its place from 1, so that
 * the same file always gets the same ids. A bad or repeated id is an error, or with `keep` replaced
 * likewise.
 */
export function cellIds(cells: readonly JsonObject[], keep: boolean): string[] {
  const owners = new Map<string, number>();
  const given = cells.map((cell, i) => {
    const { id } = cell;
    if (id === undefined) return null;
    const sound = typeof id === "string" && CELL_ID.test(id);
    const owner = sound ? owners.get(id) : undefined;
    if (sound && owner === undefined) {
      owners.set(id, i);
      return id;
    }
    if (keep) return null;
    throw badFile(
      owner === undefined
        ? `${placeOfCell(cell, i)}: id is ${show(id)}, must be ${ID}.`
        : `${placeOfCell(cell, i)}: its id is that of cells[${owner}] too: give one of them another.`,
    );
  });
  const taken = new Set(owners.keys());
  return given.map((id, i) => {
    if (id !== null) return id;
    const made = freeId(`cell-${i + 1}`, taken);
    taken.add(made);
    return made;
  });
}
