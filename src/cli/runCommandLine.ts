import { FieldbookError } from "../domain/errors.ts";
import { runErfCommand } from "./erfCommand.ts";
import { runInspect } from "./inspectCommand.ts";
import { runLogitsCommand } from "./logitsCommand.ts";
import { runMasks } from "./masksCommand.ts";
import { runNotebook } from "./notebookCommand.ts";
import { parseCommand, UsageError } from "./parseCommand.ts";
import { runTensor } from "./tensorCommand.ts";
import { USAGE } from "./usage.ts";

export interface Outcome {
  /** 0 done, 1 failed, 2 wrong usage */
  readonly exitCode: 0 | 1 | 2;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command has to say: an object for programs and lines for people. */
export interface Answer {
  readonly json: object;
  readonly text: string;
}

/** Runs one command; never throws. `debug` adds the stack to what standard error says. */
export async function runCommandLine(
  args: readonly string[],
  { debug }: { readonly debug: boolean },
): Promise<Outcome> {
  try {
    const command = parseCommand(args);
    if (command.name === "help") return { exitCode: 0, stdout: `${USAGE}\n`, stderr: "" };
    const { json, text } = await answer(command);
    const stdout = command.json ? JSON.stringify(json) : text;
    return { exitCode: 0, stdout: `${stdout}\n`, stderr: "" };
  } catch (error) {
    if (error instanceof UsageError)
      return { exitCode: 2, stdout: "", stderr: `${error.message}\n\n${USAGE}\n` };
    const stack = debug && error instanceof Error ? `\n${error.stack ?? ""}` : "";
    return { exitCode: 1, stdout: "", stderr: `${sentence(error)}${stack}\n` };
  }
}

type Runnable = Exclude<ReturnType<typeof parseCommand>, { name: "help" }>;

function answer(command: Runnable): Promise<Answer> {
  switch (command.name) {
    case "inspect":
      return runInspect(command);
    case "logits":
      return runLogitsCommand(command);
    case "erf":
      return runErfCommand(command);
    case "masks":
      return runMasks(command);
    case "tensor":
      return runTensor(command);
    case "run":
      return runNotebook(command);
    default:
      return command satisfies never;
  }
}

function sentence(error: unknown): string {
  if (error instanceof FieldbookError) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  return `internal: ${message.replaceAll(/\s*\n\s*/g, " ")}`;
}
