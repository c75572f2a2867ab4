import type { Method, Params, Reply, Result } from "../protocol.ts";
import type { EngineSession, Inquiry, RunOptions } from "./engineClient.ts";

const NEVER = new AbortController().signal;

export type Answered = Extract<Reply, { type: "ok" }>;
type Call = { [M in Method]: { readonly method: M; readonly params: Params<M> } }[Method];

/** Maps one call of the protocol to the session; the result keeps its method beside it. */
export async function answer(
  call: Call,
  session: EngineSession,
  inquiry: Inquiry,
  { signal = NEVER, onProgress = () => {}, onPartial }: RunOptions = {},
): Promise<{ [M in Method]: { readonly method: M; readonly result: Result<M> } }[Method]> {
  const { method, params } = call;
  switch (method) {
    case "start":
      return { method, result: await session.start(params) };
    case "inspect":
      return {
        method,
        result: await session.inspect(params.file, params.weights, params.allowMissing),
      };
    case "open":
      return { method, result: await session.open(params.name, params.source) };
    case "close":
      session.close(params.name);
      return { method, result: null };
    case "erf":
      return {
        method,
        result: await session.erf(params.model, params.job, {
          signal,
          onProgress,
          ...(onPartial && params.partial && { onPartial }),
          ...(params.share && { share: params.share }),
        }),
      };
    case "logits":
      return {
        method,
        result: await session.logits(params.model, params.input, params.size, {
          signal,
          onProgress,
        }),
      };
    case "kernels":
      return { method, result: await inquiry.readKernels(params.source, params.block) };
    case "memory":
      return { method, result: session.memory() };
    case "count":
      return { method, result: await inquiry.countNonzero(params.source) };
    case "overlap":
      return { method, result: await inquiry.overlapMasks(params.source, params.other) };
    case "readNpy":
      return { method, result: await inquiry.readNpy(params.file) };
    case "read":
      return { method, result: inquiry.readMap(params) };
    default:
      return call satisfies never;
  }
}
