/** The command line: what `npm run cli` runs in Node, bundled; its threads run the same file. */
import { isMainThread } from "node:worker_threads";
import { runCommandLine } from "./cli/runCommandLine.ts";
import { serveThread } from "./cli/threads.ts";

const debug = Boolean(process.env["FIELDBOOK_DEBUG"]);
if (!debug) {
  // libraries greet and warn; standard output and error are for what the contract says
  process.removeAllListeners("warning");
  for (const level of ["log", "info", "warn"] as const) console[level] = () => undefined;
}

const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === "") done();
    else stream.write(text, () => done());
  });

async function runMain(): Promise<never> {
  const { exitCode, stdout, stderr } = await runCommandLine(process.argv.slice(2), { debug });
  await write(process.stdout, stdout);
  await write(process.stderr, stderr);
  process.exit(exitCode); // a GPU device or a pool of threads would keep the process alive
}
if (isMainThread) await runMain();
else serveThread();
