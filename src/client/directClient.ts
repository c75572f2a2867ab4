import { cancelled, fromWireError, toWireError } from "../domain/errors.ts";
import type { EngineClient, EngineSession, Inquiry } from "./engineClient.ts";

/** The engine on the same thread, for tests and for pages without workers. */
export function createDirectClient(session: EngineSession, inquiry: Inquiry): EngineClient {
  const ended = new AbortController();
  const settle = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw fromWireError(toWireError(error));
    }
  };
  return {
    start: (params) => settle(() => session.start(params)),
    inspect: ({ file, weights, allowMissing }) =>
      settle(() => session.inspect(file, weights, allowMissing)),
    open: ({ name, source }) => settle(() => session.open(name, source)),
    close: ({ name }) =>
      settle(() => {
        session.close(name);
        return null;
      }),
    erf: ({ model, job, share }, { signal, onProgress = () => {}, onPartial } = {}) =>
      settle(() => {
        const any = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
        if (any.aborted) throw cancelled();
        return session.erf(model, job, {
          signal: any,
          onProgress,
          ...(onPartial && { onPartial }),
          ...(share && { share }),
        });
      }),
    logits: ({ model, input, size }, { signal, onProgress = () => {} } = {}) =>
      settle(() => {
        const any = signal ? AbortSignal.any([signal, ended.signal]) : ended.signal;
        if (any.aborted) throw cancelled();
        return session.logits(model, input, size, { signal: any, onProgress });
      }),
    kernels: ({ source, block }) => settle(() => inquiry.readKernels(source, block)),
    memory: () => settle(() => session.memory()),
    count: ({ source }) => settle(() => inquiry.countNonzero(source)),
    overlap: ({ source, other }) => settle(() => inquiry.overlapMasks(source, other)),
    readNpy: ({ file }) => settle(() => inquiry.readNpy(file)),
    read: (request) => settle(() => inquiry.readMap(request)),
    squares: ({ map, protocol }) => settle(() => inquiry.squaresOf(map, protocol)),
    dispose: () => ended.abort(),
  };
}
