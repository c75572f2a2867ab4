import { useEffect, useRef, useState } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import type { UnitChoice } from "../../src/domain/job.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook, useRuntimePart } from "../notebook/useNotebook.ts";

export interface UnitPlace {
  readonly y: number;
  readonly x: number;
}

/**
 * Puts a cell's unit somewhere, as one step of the history however long it is dragged. While a
 * field is under way only the last place counts: it is asked for when that field, or a coarse one,
 * is there, or at once when the drag ends.
 */
export function usePlaceUnit(cell: ErfCell): {
  /** where the unit is wanted but not asked for yet */
  readonly waiting: UnitPlace | null;
  readonly place: (unit: UnitPlace, done: boolean) => void;
} {
  const book = useBook();
  const running = useRuntimePart(cell.id, ({ run }) => run.status === "running");
  const coarse = useRuntimePart(cell.id, ({ coarse: so }) => so);
  const [waiting, setWaiting] = useState<UnitPlace | null>(null);
  const last = useRef<UnitPlace | null>(null);
  // a field that answers for the place asked for, though coarsely, makes way for the next
  const answered =
    coarse?.cell.type === "erf" && isSame(coarse.cell.conditions.unit, cell.conditions.unit);
  const busy = running && !answered;
  const ask = (unit: UnitPlace): void => {
    last.current = null;
    setWaiting(null);
    changeCell(
      book,
      cell.id,
      (now) => {
        if (now.type !== "erf") return now;
        if (isSame(now.conditions.unit, unit)) return now;
        return { ...now, conditions: { ...now.conditions, unit } };
      },
      "Move the unit",
      `unit:${cell.id}`,
    );
  };
  useEffect(() => {
    if (!busy && last.current) ask(last.current);
  });
  return {
    waiting,
    place(unit, done) {
      if (done || !busy) return ask(unit);
      last.current = unit;
      setWaiting(unit);
    },
  };
}

const isSame = (p: UnitChoice, q: UnitChoice): boolean =>
  p === "center" || q === "center" ? p === q : p.y === q.y && p.x === q.x;
