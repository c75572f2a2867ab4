import { FieldbookError } from "../domain/errors.ts";
import { type Answer, type Call, INQUIRIES, type InquiryMethod } from "../protocol.ts";
import type { EngineSession, Inquiry, RunOptions } from "./engineClient.ts";

/** What one thread answers from: a session runs networks, an inquiry reads files and maps. */
export interface Served {
  readonly session?: EngineSession;
  readonly inquiry?: Inquiry;
}
const NEVER = new AbortController().signal;

const isInquiry = (call: Call): call is Call<InquiryMethod> =>
  INQUIRIES.some((method) => method === call.method);

/** Maps one call of the protocol to what serves it; the result keeps its method beside it. */
export async function answer(
  call: Call,
  { session, inquiry }: Served,
  options: RunOptions = {},
): Promise<Answer> {
  if (isInquiry(call)) {
    if (inquiry) return answerInquiry(call, inquiry);
  } else if (session)
    return answerRun(call as Call<Exclude<Call["method"], InquiryMethod>>, session, options);
  throw new FieldbookError("internal", `This thread does not answer "${call.method}".`);
}

async function answerRun(
  call: Call<Exclude<Call["method"], InquiryMethod>>,
  session: EngineSession,
  { signal = NEVER, onProgress = () => {}, onPartial }: RunOptions,
): Promise<Answer> {
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
    case "memory":
      return { method, result: session.memory() };
    default:
      return call satisfies never;
  }
}

async function answerInquiry(call: Call<InquiryMethod>, inquiry: Inquiry): Promise<Answer> {
  const { method, params } = call;
  switch (method) {
    case "kernels":
      return { method, result: await inquiry.readKernels(params.source, params.block) };
    case "count":
      return { method, result: await inquiry.countNonzero(params.source) };
    case "overlap":
      return { method, result: await inquiry.overlapMasks(params.source, params.other) };
    case "readNpy":
      return { method, result: await inquiry.readNpy(params.file) };
    case "read":
      return { method, result: inquiry.readMap(params) };
    case "squares":
      return { method, result: inquiry.squaresOf(params.map, params.protocol) };
    default:
      return call satisfies never;
  }
}
