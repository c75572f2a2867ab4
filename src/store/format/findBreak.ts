/** Where a text ceases to be JSON: engines say it only sometimes, and each in its own words. */

/** Index of the quotation mark that ends the string begun at `start`; the text's length where none does. */
export function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
/** what must be escaped in a string, and escapes; a single reversed slash is one that is none */
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these
const SPECIAL = /[\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})?/g;

/** Index in the inside of a string where it is not as JSON wants it, or −1. */
function awryAt(inside: string): number {
  for (const { 0: sign, index } of inside.matchAll(SPECIAL)) if (sign.length === 1) return index;
  return -1;
}
function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

type Want = "value" | "first value" | "key" | "first key" | "colon" | "next" | "nothing";

/** Index of the first character that no JSON could have there; the length where only the end is missing. */
export function findBreak(text: string): number {
  const open: ("[" | "{")[] = [];
  let want: Want = "value";
  for (let at = 0; ;) {
    at = match(SPACE, text, at) ?? at;
    const sign = text[at];
    if (sign === undefined) return at;
    const first = want === "first value" || want === "first key";
    if ((want === "next" || first) && sign === (open.at(-1) === "[" ? "]" : "}")) {
      open.pop();
      want = open.length > 0 ? "next" : "nothing";
      at++;
    } else if (want === "next" && sign === ",") {
      want = open.at(-1) === "[" ? "value" : "key";
      at++;
    } else if (want === "colon" && sign === ":") {
      want = "value";
      at++;
    } else if ((want === "value" || want === "first value") && (sign === "[" || sign === "{")) {
      open.push(sign);
      want = sign === "[" ? "first value" : "first key";
      at++;
    } else if (sign === '"' && !["colon", "next", "nothing"].includes(want)) {
      const end = endOfString(text, at);
      const awry = awryAt(text.slice(at + 1, end));
      if (awry >= 0) return at + 1 + awry;
      want = want.endsWith("key") ? "colon" : open.length > 0 ? "next" : "nothing";
      at = Math.min(end + 1, text.length);
    } else {
      const end = want.endsWith("value") ? match(LITERAL, text, at) : null;
      if (end === null) return at;
      want = open.length > 0 ? "next" : "nothing";
      at = end;
    }
  }
}
