/** px that a letter takes above a map, on average: of its name, and of its note. */
export const NAME_LETTER = 7.4;
const NOTE_LETTER = 5.2;
const APART = 8;

interface Head {
  readonly name: string;
  readonly note: string;
}
const fits = ({ name, note }: Head, side: number, letter = NOTE_LETTER): boolean =>
  name.length * NAME_LETTER + APART + note.length * letter <= side;
const lastWord = (note: string): string => note.split(" ").at(-1) ?? "";
const before = (note: string): string => note.slice(0, -lastWord(note).length);

/** What stands above a map on the right: all of it, its last word, a size, or nothing, as the name leaves room; `side` is px. */
export function fitNote(name: string, note: string, side: number, letter = NOTE_LETTER): string {
  return [note, lastWord(note)].find((words) => fits({ name, note: words }, side, letter)) ?? "";
}

/**
 * The same for maps in a row, said alike of all: every note whole, or every last word where it is a
 * size of the same thing. Null where one finds no room beside its name.
 */
export function fitNotes(heads: readonly Head[], side: number): readonly string[] | null {
  const short = heads.map(({ name, note }) => ({ name, note: lastWord(note) }));
  const alike = new Set(heads.map(({ note }) => before(note))).size === 1;
  const found = [heads, ...(alike ? [short] : [])].find((all) =>
    all.every((head) => fits(head, side)),
  );
  return found?.map(({ note }) => note) ?? null;
}

/**
 * A name in as many lines as it takes over a map of `side` px: broken between words, and within one
 * that is too long for a line after a hyphen, an underscore or a dot, else anywhere.
 */
export function wrapName(name: string, side: number): readonly string[] {
  const most = Math.max(8, Math.floor(side / NAME_LETTER));
  const lines: string[] = [];
  let line = "";
  for (const piece of piecesOf(name, most)) {
    if (line !== "" && (line + piece).trimEnd().length > most) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}
const piecesOf = (name: string, most: number): readonly string[] =>
  (name.match(/\S+\s*/g) ?? [])
    .flatMap((word) =>
      word.trimEnd().length > most ? (word.match(/[^-_.]+[-_.]*|[-_.]+/g) ?? []) : [word],
    )
    .flatMap((part) =>
      part.trimEnd().length > most
        ? Array.from({ length: Math.ceil(part.length / most) }, (_, i) =>
            part.slice(i * most, (i + 1) * most),
          )
        : [part],
    );
