/** What a pickle holds, as plain data. */

export interface PickleGlobal {
  readonly kind: "global";
  readonly module: string;
  readonly name: string;
}
/** What would have been `module.name(...args)`. */
export interface PickleCall {
  readonly kind: "call";
  readonly module: string;
  readonly name: string;
  readonly args: readonly PickleValue[];
}
/** A reference to something that lies outside the pickle. */
export interface PicklePersistent {
  readonly kind: "persistent";
  readonly id: PickleValue;
}
export type PickleDict = Map<PickleValue, PickleValue>;
/** Lists and tuples are both arrays; dicts of every class are maps. */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleDict
  | Set<PickleValue>
  | PickleGlobal
  | PickleCall
  | PicklePersistent;
