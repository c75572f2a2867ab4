/** `npm run fuzz`: damaged files, one after the other, in a thread that is ended when one of them hangs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { CaseMaker } from "./cases.ts";
import { exercise, type Outcome, warmUp } from "./exercise.ts";

const HELP = `npm run fuzz -- [--minutes 5] [--seed 1] [--root .]

Opens damaged checkpoints until the time is over. A find is a file on which reading takes over 2 s of
processor time, makes an array of over 4 times the file, or ends with an error that is none of ours; it is
written to .cache/fuzz with what happened, and the exit code is 1. A seed always makes the same file.
`;
/** a thread that says nothing for so long hangs, whatever else the machine does */
const SILENT_MS = 20_000;
const REPORT_MS = 10_000;

interface Setup {
  readonly test: string;
  readonly seed: number;
  readonly until: number;
}
type Said =
  | { readonly type: "begin"; readonly seed: number }
  | {
      readonly type: "end";
      readonly seed: number;
      readonly what: string;
      readonly outcome: Outcome;
    };

async function work({ test, seed, until }: Setup): Promise<void> {
  const maker = new CaseMaker(test);
  await warmUp(maker.sound());
  const say = (said: Said): void => parentPort!.postMessage(said);
  for (let i = seed; Date.now() < until; i++) {
    say({ type: "begin", seed: i });
    const made = maker.make(i);
    say({ type: "end", seed: i, what: made.what, outcome: await exercise(made) });
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "5" },
      seed: { type: "string", default: "1" },
      root: { type: "string", default: process.cwd() },
      help: { type: "boolean", default: false },
    },
  });
  const [minutes, first] = [Number(values.minutes), Number(values.seed)];
  if (values.help || !(minutes > 0) || !Number.isInteger(first)) {
    process.stdout.write(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const test = join(values.root, "test");
  const finds = join(values.root, ".cache", "fuzz");
  const until = Date.now() + 60_000 * minutes;
  let [cases, opened, found, slowest] = [0, 0, 0, 0];
  const keep = (seed: number, what: string, find: string): void => {
    found++;
    mkdirSync(finds, { recursive: true });
    const { of } = new CaseMaker(test).make(seed);
    if ("bytes" in of) writeFileSync(join(finds, `${seed}.bin`), of.bytes);
    else writeFileSync(join(finds, `${seed}.json`), JSON.stringify(of.listing));
    writeFileSync(join(finds, `${seed}.txt`), `${what}\n${find}\n`);
    process.stdout.write(`find: seed ${seed}, ${what}: ${find.split("\n")[0]}\n`);
  };
  const report = setInterval(
    () => process.stdout.write(`${cases} cases, ${opened} opened, ${found} finds\n`),
    REPORT_MS,
  );
  let seed = first;
  while (Date.now() < until) {
    let under = seed;
    let spoke = Date.now();
    const setup: Setup = { test, seed, until };
    const worker = new Worker(fileURLToPath(import.meta.url), {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    const ended = await new Promise<string | null>((done) => {
      const watch = setInterval(() => {
        if (Date.now() - spoke > SILENT_MS) done("hangs");
      }, 1000);
      worker.on("message", (said: Said) => {
        spoke = Date.now();
        under = said.seed;
        if (said.type === "begin") return;
        cases++;
        slowest = Math.max(slowest, said.outcome.ms);
        if (said.outcome.sentence === null) opened++;
        if (said.outcome.find !== null) keep(said.seed, said.what, said.outcome.find);
      });
      worker.on("error", (error: Error) => done(`ended the thread: ${error.message}`));
      worker.on("exit", () => done(null));
      void worker.once("exit", () => clearInterval(watch));
    });
    if (ended !== null) keep(under, "the thread", ended);
    await worker.terminate();
    seed = under + 1;
  }
  clearInterval(report);
  process.stdout.write(
    `${cases} cases from seed ${first} in ${minutes} min: ${opened} opened, ${cases - opened} refused, ${found} finds; the slowest took ${Math.round(slowest)} ms of processor time\n`,
  );
  process.exitCode = found > 0 ? 1 : 0;
}

await (isMainThread ? main() : work(workerData as Setup));
