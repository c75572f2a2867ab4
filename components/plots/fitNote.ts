/** px that a letter takes above a map, on average: of its name, and of its note. */
const NAME_LETTER = 7.4;
const NOTE_LETTER = 5.2;
const APART = 8;

/** What stands above a map on the right: all of it, its last word, a size, or nothing, as the name leaves room; `side` is px. */
export function fitNote(name: string, note: string, side: number): string {
  const fits = (words: string): boolean =>
    name.length * NAME_LETTER + APART + words.length * NOTE_LETTER <= side;
  return [note, note.split(" ").at(-1) ?? ""].find(fits) ?? "";
}
