import { expect, it } from "vitest";
import { Recent } from "../../src/domain/recent.ts";

it("keeps what was asked for last, and makes it once", () => {
  const made: string[] = [];
  const recent = new Recent<string>(2);
  const ask = (key: string): string =>
    recent.of(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  expect([ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")]).toEqual([..."ABACAB"]);
  expect(made).toEqual(["a", "b", "c", "b"]);
  recent.forget("b");
  ask("a");
  expect(ask("b")).toBe("B");
  expect(made).toEqual(["a", "b", "c", "b", "b"]);
  recent.clear();
  ask("a");
  expect(made.at(-1)).toBe("a");
});

it("keeps a value that is nothing as well", () => {
  const recent = new Recent<undefined>(1);
  let made = 0;
  for (let i = 0; i < 2; i++) recent.of("k", () => void made++ as undefined);
  expect(made).toBe(1);
});
