/** px that a letter takes above a map, on average: of its name, and of its note. */
const NAME_LETTER = 7.4;
const NOTE_LETTER = 5.2;
const APART = 8;

/** What stands above a map on the right, or the last word of it, its size, where a name leaves no room; `side` is px. */
export function fitNote(name: string, note: string, side: number): string {
  const taken = name.length * NAME_LETTER + APART + note.length * NOTE_LETTER;
  return taken <= side ? note : (note.split(" ").at(-1) ?? "");
}
