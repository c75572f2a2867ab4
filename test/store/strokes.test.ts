import { describe, expect, it } from "vitest";
import { createStrokes, showKeys, strokeOf, type Press } from "../../src/store/strokes.ts";

const press = (key: string, held: Partial<Press> = {}): string =>
  strokeOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe("a stroke", () => {
  it.each([
    ["a", {}, "a"],
    ["A", {}, "a"],
    ["M", { shiftKey: true }, "Shift+m"],
    ["?", { shiftKey: true }, "?"],
    ["Enter", { shiftKey: true }, "Shift+Enter"],
    ["Enter", { altKey: true }, "Alt+Enter"],
    ["z", { ctrlKey: true }, "Mod+z"],
    ["z", { metaKey: true }, "Mod+z"],
    ["Z", { metaKey: true, shiftKey: true }, "Mod+Shift+z"],
    ["_", { ctrlKey: true, shiftKey: true }, "Mod+Shift+-"],
    ["-", { ctrlKey: true, shiftKey: true }, "Mod+Shift+-"],
    [" ", {}, "Space"],
    ["Esc", {}, "Escape"],
    ["ArrowUp", { altKey: true }, "Alt+ArrowUp"],
  ])("of %s with %j is written %s", (key, held, written) => {
    expect(press(key, held)).toBe(written);
  });
});

describe("strokes one after another", () => {
  const known = (keys: string): boolean => keys === "d d" || keys === "i i";

  it("make a sequence within a second, and only once", () => {
    const follow = createStrokes();
    expect([100, 200, 300, 400].map((at) => follow("d", at, known))).toEqual([
      "d",
      "d d",
      "d",
      "d d",
    ]);
  });
  it("stand alone when they are a second apart or differ", () => {
    const follow = createStrokes();
    expect([follow("d", 0, known), follow("d", 1000, known)]).toEqual(["d", "d"]);
    expect([follow("i", 2500, known), follow("d", 2600, known), follow("i", 2700, known)]).toEqual([
      "i",
      "d",
      "i",
    ]);
  });
});

describe("printed keys", () => {
  it("are those of the keyboard at hand", () => {
    expect(showKeys("Mod+Shift+z", true)).toBe("⌘\u2009⇧\u2009Z");
    expect(showKeys("Mod+Shift+z", false)).toBe("Ctrl\u2009Shift\u2009Z");
    expect(showKeys("d d", false)).toBe("D D");
  });
});
