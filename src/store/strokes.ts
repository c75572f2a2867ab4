/** Keys as they are written in the table of commands: `a`, `d d`, `Shift+Enter`, `Mod+z`. */

/** What a keyboard event tells; `Mod` is Ctrl, or ⌘ on a Mac. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}
const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Esc: "Escape",
  // Shift changes what these keys print
  _: "-",
};

/** One stroke in the table's notation; letters are lower case whatever Caps Lock says. */
export function strokeOf(press: Press): string {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  const modified = ctrlKey || metaKey;
  // a printed sign other than a letter already holds the Shift that made it
  const printed = key.length === 1 && !/[a-z\s]/i.test(key) && !modified;
  const name = NAMES[printed ? "" : key] ?? (key.length === 1 ? key.toLowerCase() : key);
  return [
    ...(modified ? ["Mod"] : []),
    ...(altKey ? ["Alt"] : []),
    ...(shiftKey && !printed ? ["Shift"] : []),
    name,
  ].join("+");
}
/** Whether a stroke is a bare key, which belongs to whatever is being written in. */
export const isBare = (stroke: string): boolean => !/^(Mod|Alt)\+/.test(stroke);

const SIGNS: Readonly<Record<string, readonly [mac: string, other: string]>> = {
  Mod: ["⌘", "Ctrl"],
  Alt: ["⌥", "Alt"],
  Shift: ["⇧", "Shift"],
  Enter: ["↩", "Enter"],
  Escape: ["esc", "Esc"],
  ArrowUp: ["↑", "↑"],
  ArrowDown: ["↓", "↓"],
  Delete: ["⌦", "Del"],
  "-": ["−", "−"],
};
/** Keys as they are printed on the keyboard: `⌘ Z`, `Ctrl Z`, `D D`. */
export const showKeys = (keys: string, mac: boolean): string =>
  keys
    .split(" ")
    .map((stroke) =>
      stroke
        .split("+")
        .map(
          (part) => SIGNS[part]?.[mac ? 0 : 1] ?? (part.length === 1 ? part.toUpperCase() : part),
        )
        .join("\u2009"),
    )
    .join(" ");

const TOGETHER_MS = 1000;
/** Follows strokes one after another; `d` then `d` within a second is `d d`. */
export function createStrokes(): (
  stroke: string,
  at: number,
  known: (keys: string) => boolean,
) => string {
  let last = { stroke: "", at: -Infinity };
  return (stroke, at, known) => {
    const two = `${last.stroke} ${stroke}`;
    const together = at - last.at < TOGETHER_MS && known(two);
    last = together ? { stroke: "", at: -Infinity } : { stroke, at };
    return together ? two : stroke;
  };
}
