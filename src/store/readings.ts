/** Maps as they are drawn: one map is read in as many ways as there are protocols and scales. */
import type { Cell, Conditions } from "../domain/document.ts";
import type { MapPoint, MapReading } from "../domain/reading.ts";
import type { ErfValue, ResultKey } from "../domain/stored.ts";
import type { Notebook } from "./notebook.ts";
import { erfOf } from "./results.ts";

type Way = Pick<Conditions, "protocol" | "scale">;

/** Begins with the result's key. */
export const readingKey = (
  key: ResultKey,
  protocol: Way["protocol"],
  scale: Way["scale"],
): string => `${key} ${protocol} ${scale}`;

/** How a map is drawn under a cell's conditions; the runner makes it before the map is shown. */
export const readingOf = (
  book: Notebook,
  key: ResultKey,
  { protocol, scale }: Way,
): MapReading | undefined => book.readings.get(readingKey(key, protocol, scale));

export const conditionsOf = (cell: Cell): Conditions | null =>
  "conditions" in cell ? cell.conditions : null;

/** The unit's true centre on the input; null for a stage that the model's card does not have. */
function unitCentreOf({ model, result }: ErfValue): MapPoint | null {
  const stage = model.stages[result.stage - 1];
  if (!stage) return null;
  const { offset, stride } = stage;
  return { y: offset + result.unit.y * stride, x: offset + result.unit.x * stride };
}

/** Reads every map that is in memory as the conditions want it. */
export async function makeReadings(
  book: Notebook,
  keys: readonly ResultKey[],
  conditions: Conditions,
): Promise<void> {
  const { protocol, scale } = conditions;
  await Promise.all(
    keys.map(async (key) => {
      const erf = erfOf(book, key);
      const name = readingKey(key, protocol, scale);
      if (!erf || book.readings.has(name)) return;
      const centre = unitCentreOf(erf);
      const { map } = erf.result;
      const reading = await book.client.read({ map, protocol, scale, ...(centre && { centre }) });
      book.readings.set(name, reading);
    }),
  );
}
