/** What a person does with a file, down to the plan of its network; judged by what may happen at worst. */
import { FieldbookError } from "../../src/domain/errors.ts";
import { elementCount } from "../../src/domain/tensor.ts";
import type { ByteSource } from "../../src/formats/byteSource.ts";
import { openCheckpoint } from "../../src/formats/checkpoint.ts";
import { buildNetwork } from "../../src/models/buildNetwork.ts";
import { summarise } from "../../src/models/summarise.ts";
import { planNetwork } from "../../src/engine/plan.ts";
import { withLargestArray } from "./allocations.ts";
import type { Case } from "./cases.ts";

const LONGEST_MS = 2000;
/** times the file */
const LARGEST_ARRAY = 4;
/** what a reader may take for a file of any size, bytes */
const SLACK = 65_536;
/** names the file, says what was found, and what to do */
const SENTENCE = /^a\.pth: .+[.:;] ?.*\.$/s;
/** codes that a file may be refused with */
const CODES = ["bad-file", "unsupported", "bad-checkpoint", "too-large"];

export interface Outcome {
  /** the sentence that refused it; null when it opened as a network */
  readonly sentence: string | null;
  /** what must not happen; null when it did not */
  readonly find: string | null;
  /** processor time, ms */
  readonly ms: number;
}

/** Reads an undamaged file, so that tables that are made once, for any file, are there. */
export async function warmUp(source: ByteSource): Promise<void> {
  const { choices } = await openCheckpoint(source);
  for (const { dict } of choices) for (const name of dict.entries.keys()) await dict.read(name);
}

/** Opens a file, reads its tensors and plans its network. */
export async function exercise({ source, of }: Pick<Case, "source" | "of">): Promise<Outcome> {
  const from = process.cpuUsage();
  const largest = LARGEST_ARRAY * source.size + SLACK;
  const error = await withLargestArray(largest, async () => {
    const { choices, pick } = await openCheckpoint(source);
    for (const { dict } of "bytes" in of ? choices : [])
      for (const { name, shape } of dict.entries.values())
        if ((await dict.read(name)).length !== elementCount(shape))
          throw new Error(`${name} was read with another number of values than its shape holds.`);
    const network = buildNetwork(pick(choices[0]?.key ?? undefined).dict);
    summarise(network);
    planNetwork(network);
  }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  const { user, system } = process.cpuUsage(from);
  const ms = (user + system) / 1000;
  return { sentence: error instanceof Error ? error.message : null, find: judge(error, ms), ms };
}

function judge(error: unknown, ms: number): string | null {
  if (ms > LONGEST_MS) return `took ${Math.round(ms)} ms`;
  if (error === null) return null;
  if (!(error instanceof FieldbookError))
    return error instanceof Error ? (error.stack ?? error.message) : `threw ${String(error)}`;
  if (!CODES.includes(error.code)) return `refused with the code ${error.code}: ${error.message}`;
  if (!SENTENCE.test(error.message)) return `refused without a sentence: ${error.message}`;
  return null;
}
