/** What a file may hold: more is refused before memory is taken, or with a sentence that says the number. */
import { MAX_SIDE_PX } from "../../domain/job.ts";
import { MOST_NOTEBOOK_BYTES } from "../fetchNotebook.ts";

/** UTF-16 units of a whole file; its bytes are at least as many */
export const MOST_FILE_CHARACTERS = MOST_NOTEBOOK_BYTES;
/** lists and objects inside each other; the deepest field of this version lies at 7 */
export const MOST_NESTING = 64;
/** values in all, a few dozen bytes each: 64 MB of the shortest would take a gigabyte */
export const MOST_VALUES = 4_000_000;
/** in any one list; each that is wrong costs as much memory as a sentence */
export const MOST_ITEMS = 100_000;
export const MOST_CELLS = 5000;
/** characters of one text or caption: about 300 printed pages */
export const MOST_TEXT = 1_000_000;
export const MOST_TITLE = 10_000;
/** characters of a name of a file, a block, a colour map, … */
export const MOST_NAME = 1000;
/** characters of an address of the web, as browsers and servers bear them */
export const MOST_ADDRESS = 2000;
export const MOST_IMAGES = 1000;
/** models in one figure, values of one sweep */
export const MOST_LISTED = 100;
/** one side per stage; no family has more than five numbers */
export const MOST_STAGES = 16;
export const LEAST_SIDE_PX = 32;
export { MAX_SIDE_PX };
/** seeds are unsigned 32-bit numbers */
export const MOST_SEED = 2 ** 32 - 1;
/** layers, tensors or choices that a kept result lists */
export const MOST_LAYERS = 50_000;
/** of a feature map, blocks of a stage: no network has as many */
export const MOST_CHANNELS = 100_000;
export const MOST_BLOCKS = 1000;
export const MOST_CLASSES = 1_000_000;
