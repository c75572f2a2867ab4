/**
 * What can go wrong, as a closed set that a view or a script can switch on.
 * The sentence says the subject, what was found and what to do; `data` lets a program decide.
 */
export type ErrorCode =
  | "bad-spec" // an argument of a request cannot be met
  | "bad-file" // bytes that are not what they claim to be
  | "bad-checkpoint" // readable tensors that do not make a network
  | "bad-image"
  | "unsupported" // valid, but not something Fieldbook knows
  | "too-large" // would not fit the memory of the device
  | "missing-file" // weights or pictures that a document speaks of are not here
  | "no-webgpu"
  | "device-lost"
  | "network" // an address that does not answer, or that no page of another site may read
  | "storage" // the browser keeps nothing, or is full
  | "cancelled"
  | "internal";

export type ErrorData = Readonly<Record<string, string | number>>;

export class FieldbookError extends Error {
  override readonly name = "FieldbookError";
  readonly code: ErrorCode;
  readonly data: ErrorData;
  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.data = data;
  }
}

/** The form an error takes in a message between threads, where class identity is lost. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly data: ErrorData;
}

export function toWireError(error: unknown): WireError {
  if (error instanceof FieldbookError)
    return { code: error.code, message: error.message, data: error.data };
  return {
    code: "internal",
    message: error instanceof Error ? `internal: ${error.message}` : `internal: ${String(error)}`,
    data: {},
  };
}

export const fromWireError = ({ code, message, data }: WireError): FieldbookError =>
  new FieldbookError(code, message, data);

export const noField = (images: number): FieldbookError =>
  new FieldbookError(
    "bad-spec",
    `All ${images} images gave NaN, so there is no field to show; check that the weights are finite and the input is normalised.`,
    { images },
  );

export const cancelled = (): FieldbookError =>
  new FieldbookError("cancelled", "The run was stopped.");
