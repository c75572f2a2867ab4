/** What a word that is not known was probably meant to be. */

/** Letters to change, add or leave out to come from one word to another (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++)
    row = row.reduce<number[]>(
      (next, above, j) => {
        if (j === 0) return next;
        const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
        return [...next, Math.min(swap, above + 1, next[j - 1]! + 1)];
      },
      [i],
    );
  return row[b.length]!;
}

/** The candidate with the fewest letters to change. */
export const nearest = (word: string, candidates: readonly string[]): string =>
  candidates.reduce((best, one) => (distance(word, one) < distance(word, best) ? one : best));

/** Candidates that begin with the word, or differ in a third of its letters at most; the nearest first. */
export function nearOnes(word: string, candidates: readonly string[], most: number): string[] {
  const far = Math.max(1, Math.floor(word.length / 3));
  return candidates
    .map((one) => ({ one, away: word !== "" && one.startsWith(word) ? 0 : distance(word, one) }))
    .filter(({ away }) => away <= far)
    .toSorted((p, q) => p.away - q.away)
    .slice(0, most)
    .map(({ one }) => one);
}
