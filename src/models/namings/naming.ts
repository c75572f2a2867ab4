/** How others name the tensors of a family: a table of rules from the architecture's own names. */
import type { Family } from "../../domain/model.ts";
import type { WindowRule } from "../network.ts";

/** What fits is replaced; all rules are tried, in order. `{a,b}` in the result stands for tensors one below the other. */
export type Rule = readonly [pattern: RegExp, replacement: string];

export interface Naming {
  readonly family: Family;
  /** the library or repository, for people */
  readonly naming: string;
  /** a tensor name that, with anything before it cut off, marks a file of this naming */
  readonly marker: string;
  /** the architecture's own name → those in the file, which follow one another along the first axis */
  rename(name: string): readonly string[];
  /** how this library resizes position embeddings: corner cells stay at the corners, or centres at centres */
  readonly positions?: "corners" | "centres";
  /** how this library lays a map out in shifted windows */
  readonly windows?: WindowRule;
  /** names in the file, without what stands before all of them, that no field and no score needs */
  readonly unused?: RegExp;
  /** where a tensor's numbers lie in another order: the file's place of number i, by the own name */
  readonly order?: (name: string, shape: readonly number[]) => ((index: number) => number) | null;
}

export const naming = (
  family: Family,
  name: string,
  marker: string,
  rules: readonly Rule[],
  more: Pick<Naming, "positions" | "windows" | "unused" | "order"> = {},
): Naming => ({
  family,
  naming: name,
  marker,
  rename: (own) => expand(rules.reduce((now, [from, to]) => now.replace(from, to), own)),
  ...more,
});

/** `a.{b,c}.d` → `a.b.d`, `a.c.d` */
function expand(name: string): string[] {
  const [before, list, after] = name.split(/[{}]/);
  return list === undefined
    ? [name]
    : list.split(",").map((part) => `${before ?? ""}${part}${after ?? ""}`);
}

/** What a library does its own way with the same weights. */
export type Habits = Pick<Naming, "positions" | "windows">;
