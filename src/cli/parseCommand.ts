import { parseArgs, type ParseArgsConfig } from "node:util";
import {
  BACKENDS,
  type BackendChoice,
  MAX_SIDE_PX,
  PROTOCOLS,
  type ProtocolName,
  type StageNumber,
  STAGES,
  type UnitChoice,
} from "../domain/job.ts";

/** The arguments are wrong, whatever the files hold: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

interface Common {
  /** a path, or `random:ID` */
  readonly model: string;
  readonly weights: string | null;
  readonly json: boolean;
}
interface Computation extends Common {
  readonly input: string;
  /** side of the input, px; null where it was not said */
  readonly size: number | null;
  readonly backend: BackendChoice;
  readonly out: string;
}
export interface InspectCommand extends Common {
  readonly name: "inspect";
}
export interface LogitsCommand extends Computation {
  readonly name: "logits";
}
export interface ErfCommand extends Computation {
  readonly name: "erf";
  readonly stage: StageNumber;
  readonly unit: UnitChoice;
  readonly protocol: ProtocolName;
  /** side of the kernels of each stage, or null to leave them */
  readonly kernelSize: readonly number[] | null;
  /** share of weights to set to zero, 0–1, or null to leave them */
  readonly sparsity: number | null;
  readonly png: string | null;
}
export interface MasksCommand extends Common {
  readonly name: "masks";
}
export interface TensorCommand extends Common {
  readonly name: "tensor";
  readonly tensor: string;
  readonly out: string;
}
export interface RunCommand {
  readonly name: "run";
  /** path of the document */
  readonly notebook: string;
  /** where the files that the document speaks of are looked for, by sha256 */
  readonly weightsDir: string | null;
  readonly backend: BackendChoice;
  readonly out: string;
  readonly json: boolean;
}
export type Command =
  | { readonly name: "help" }
  | InspectCommand
  | LogitsCommand
  | ErfCommand
  | MasksCommand
  | TensorCommand
  | RunCommand;

const COMMON = ["weights", "json"] as const;
const COMPUTATION = [...COMMON, "input", "size", "backend", "out"] as const;
const OPTIONS = {
  inspect: COMMON,
  logits: COMPUTATION,
  erf: [...COMPUTATION, "stage", "unit", "protocol", "kernel-size", "sparsity", "png"],
  masks: COMMON,
  tensor: [...COMMON, "out"],
  run: ["weights-dir", "backend", "out", "json"],
} as const satisfies Record<Exclude<Command["name"], "help">, readonly string[]>;

/** What each command is about, in order. */
const OPERANDS: Readonly<Partial<Record<keyof typeof OPTIONS, readonly string[]>>> = {
  tensor: ["model", "tensor name"],
  run: ["notebook"],
};

const isCommandName = (name: string): name is keyof typeof OPTIONS => Object.hasOwn(OPTIONS, name);

/** The command that the arguments mean; throws `UsageError`. Files are not touched. */
export function parseCommand(args: readonly string[]): Command {
  const [name, ...rest] = args;
  if (name === undefined) throw new UsageError("No command was given.");
  if (name === "help" || name === "--help" || name === "-h") return { name: "help" };
  if (!isCommandName(name)) throw new UsageError(`Unknown command "${name}".`);
  const { values, positionals } = readArgs(name, rest);
  const operands = OPERANDS[name] ?? ["model"];
  const missing = operands[positionals.length];
  if (missing !== undefined) throw new UsageError(`${name} needs a ${missing}.`);
  if (positionals.length > operands.length)
    throw new UsageError(
      `${name} does not know what to do with "${positionals[operands.length]}".`,
    );
  const [model = "", tensor = ""] = positionals;
  const weights = values.get("weights") ?? null;
  const json = values.has("json");
  if (model.startsWith("random:") && (weights !== null || name === "masks" || name === "tensor"))
    throw new UsageError(
      `${name}${weights === null ? "" : " --weights"} needs a checkpoint, not ${model}.`,
    );
  const common: Common = { model, weights, json };
  const need = (option: string): string => {
    const value = values.get(option);
    if (value === undefined || value === "") throw new UsageError(`${name} needs --${option}.`);
    return value;
  };
  const computation = (): Computation => ({
    ...common,
    input: checkInput(need("input")),
    out: need("out"),
    size: parseOption(values, "size", parseSize),
    backend: oneOf("backend", values.get("backend") ?? "auto", BACKENDS),
  });
  switch (name) {
    case "inspect":
    case "masks":
      return { name, ...common };
    case "tensor":
      return { name, ...common, tensor, out: need("out") };
    case "run": {
      const backend = oneOf("backend", values.get("backend") ?? "auto", BACKENDS);
      const weightsDir = values.get("weights-dir") ?? null;
      return { name, notebook: model, weightsDir, backend, out: need("out"), json };
    }
    case "logits":
      return { name, ...computation() };
    case "erf":
      return {
        name,
        ...computation(),
        stage: parseOption(values, "stage", parseStage) ?? 4,
        unit: parseOption(values, "unit", parseUnit) ?? "center",
        protocol: oneOf("protocol", values.get("protocol") ?? "replknet", PROTOCOLS),
        kernelSize: parseOption(values, "kernel-size", parseKernelSize),
        sparsity: parseOption(values, "sparsity", parseSparsity),
        png: values.get("png") ?? null,
      };
    default:
      return name satisfies never;
  }
}

type Values = ReadonlyMap<string, string>;

function readArgs(name: keyof typeof OPTIONS, args: string[]) {
  const options: NonNullable<ParseArgsConfig["options"]> = Object.fromEntries(
    OPTIONS[name].map((option) => [option, { type: option === "json" ? "boolean" : "string" }]),
  );
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
    const values: Values = new Map(
      Object.entries(parsed.values).map(([option, value]) => [option, String(value)]),
    );
    return { values, positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function parseOption<T>(values: Values, option: string, parse: (text: string) => T): T | null {
  const text = values.get(option);
  return text === undefined ? null : parse(text);
}

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} ${text}: choose one of ${choices.join(", ")}.`);
}

/** A whole number written with digits alone, else NaN. */
const whole = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

function checkInput(text: string): string {
  if (text.startsWith("noise:") && !(whole(text.slice(6)) >= 1))
    throw new UsageError(`--input ${text}: give a number of images, as noise:8.`);
  return text;
}

function parseSize(text: string): number {
  const size = whole(text);
  if (size >= 32 && size <= MAX_SIDE_PX) return size;
  throw new UsageError(`--size ${text}: give a whole number of pixels from 32 to ${MAX_SIDE_PX}.`);
}

function parseStage(text: string): StageNumber {
  const found = STAGES.find((stage) => String(stage) === text);
  if (found !== undefined) return found;
  throw new UsageError(`--stage ${text}: choose 1, 2, 3 or 4.`);
}

function parseUnit(text: string): UnitChoice {
  if (text === "center") return text;
  const [, y, x] = /^(\d+),(\d+)$/.exec(text) ?? [];
  if (y !== undefined && x !== undefined) return { y: Number(y), x: Number(x) };
  throw new UsageError(`--unit ${text}: give center, or a row and a column as 3,4.`);
}

function parseKernelSize(text: string): readonly number[] {
  const sizes = text.split(",").map(whole);
  if (sizes.length === 4 && sizes.every((size) => size >= 1 && size % 2 === 1)) return sizes;
  throw new UsageError(`--kernel-size ${text}: give four odd sides, as 51,49,47,13.`);
}

function parseSparsity(text: string): number {
  const share = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share < 1) return share;
  throw new UsageError(`--sparsity ${text}: give a share from 0 up to, but not, 1.`);
}
