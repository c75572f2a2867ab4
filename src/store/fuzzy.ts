/** Finding a title by a few of its letters. */

/**
 * How well a query fits a text: null when its letters do not occur in their order.
 * Higher is better; beginnings of words and runs of letters count most.
 */
export function scoreFuzzy(query: string, text: string): number | null {
  const wanted = query.toLowerCase().replace(/\s+/g, "");
  const given = text.toLowerCase();
  if (wanted === "") return 0;
  const whole = given.indexOf(query.trim().toLowerCase());
  if (whole >= 0) return 1000 - whole - given.length / 100 + (startsWord(given, whole) ? 500 : 0);
  let score = 0;
  let at = -1;
  for (const letter of wanted) {
    const next = given.indexOf(letter, at + 1);
    if (next < 0) return null;
    score += next === at + 1 ? 6 : startsWord(given, next) ? 4 : -Math.min(3, next - at - 1);
    at = next;
  }
  return score - given.length / 100;
}
const startsWord = (text: string, at: number): boolean => at === 0 || /\W/.test(text[at - 1] ?? "");

/** The entries whose text fits the query, best first; all in their order when it is empty. */
export function filterFuzzy<T>(
  entries: readonly T[],
  query: string,
  textOf: (entry: T) => string,
): readonly T[] {
  if (query.trim() === "") return entries;
  return entries
    .map((entry) => ({ entry, score: scoreFuzzy(query, textOf(entry)) }))
    .filter((found): found is { entry: T; score: number } => found.score !== null)
    .toSorted((p, q) => q.score - p.score)
    .map(({ entry }) => entry);
}
