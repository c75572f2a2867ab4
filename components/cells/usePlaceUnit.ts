import { useEffect, useRef, useState } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { useBook, useRuntime } from "../notebook/useNotebook.ts";

export interface UnitPlace {
  readonly y: number;
  readonly x: number;
}

/**
 * Puts a cell's unit somewhere, as one step of the history however long it is dragged. While a
 * field is under way only the last place counts: it is asked for when that field is there, or at
 * once when the drag ends.
 */
export function usePlaceUnit(cell: ErfCell): {
  /** where the unit is wanted but not asked for yet */
  readonly waiting: UnitPlace | null;
  readonly place: (unit: UnitPlace, done: boolean) => void;
} {
  const book = useBook();
  const { run } = useRuntime(cell.id);
  const [waiting, setWaiting] = useState<UnitPlace | null>(null);
  const last = useRef<UnitPlace | null>(null);
  const busy = run.status === "running";
  const ask = (unit: UnitPlace): void => {
    last.current = null;
    setWaiting(null);
    changeCell(
      book,
      cell.id,
      (now) => {
        if (now.type !== "erf") return now;
        const { unit: was } = now.conditions;
        if (was !== "center" && was.y === unit.y && was.x === unit.x) return now;
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
