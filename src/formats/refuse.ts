/** The two ways a reader says no, and how it quotes names that come from a file. */
import { FieldbookError, type ErrorData } from "../domain/errors.ts";

/** a name in a message longer than this is cut: it may be most of a hostile file */
const MAX_QUOTED_CHARS = 120;

/** A name out of a file, short enough for a sentence. */
export const clip = (name: string): string =>
  name.length <= MAX_QUOTED_CHARS ? name : `${name.slice(0, MAX_QUOTED_CHARS)}…`;

/** Bytes that are not what they claim to be; `sentence` follows the file's name. */
export const badFile = (file: string, sentence: string, data: ErrorData = {}): FieldbookError =>
  new FieldbookError("bad-file", `${clip(file)}: ${sentence}`, data);

/** A valid file of a kind that is not read; `sentence` follows the file's name. */
export const unsupported = (file: string, sentence: string, data: ErrorData = {}): FieldbookError =>
  new FieldbookError("unsupported", `${clip(file)}: ${sentence}`, data);
