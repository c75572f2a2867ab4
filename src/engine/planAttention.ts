/** The layers of transformers that have weights → steps. */
import type { Layer } from "../models/network.ts";
import type { AddTokensStep, WindowAttentionStep } from "./plan.ts";

export function windowAttentionStep(
  layer: Extract<Layer, { kind: "windowAttention" }>,
): WindowAttentionStep {
  const { name, heads, side, shift, rule, table, bias } = layer;
  return {
    kind: "windowAttention",
    name,
    heads,
    side,
    shift,
    rule,
    load: async () => ({
      table: biasByPair(await table.load(), side, heads),
      bias: (await bias?.load()) ?? null,
    }),
  };
}

/** [(2·side−1)², heads] by offset → [heads, side², side²] by query and key. */
function biasByPair(table: Float32Array, side: number, heads: number): Float32Array<ArrayBuffer> {
  const cells = side ** 2;
  const out = new Float32Array(heads * cells ** 2);
  const offset = (query: number, key: number): number => query - key + side - 1;
  for (let q = 0; q < cells; q++)
    for (let k = 0; k < cells; k++) {
      const down = offset(Math.floor(q / side), Math.floor(k / side));
      const across = offset(q % side, k % side);
      const row = (down * (2 * side - 1) + across) * heads;
      for (let head = 0; head < heads; head++)
        out[(head * cells + q) * cells + k] = table[row + head]!;
    }
  return out;
}

export function addTokensStep(layer: Extract<Layer, { kind: "addTokens" }>): AddTokensStep {
  const { name, token, position, keep } = layer;
  const [, count, channels] = position.shape as [number, number, number];
  return {
    kind: "addTokens",
    name,
    channels,
    side: Math.sqrt(count - 1),
    keep,
    load: async () => {
      const [own, places] = [await token.load(), await position.load()];
      return {
        token: own.map((value, c) => value + places[c]!),
        position: places.slice(channels),
      };
    },
  };
}
