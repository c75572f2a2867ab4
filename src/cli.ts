/** The command line: what `npm run cli` runs in Node, bundled. */
import { runCommandLine } from "./cli/runCommandLine.ts";

const debug = Boolean(process.env["FIELDBOOK_DEBUG"]);
if (!debug) {
  // libraries greet and warn; standard output and error are for what the contract says
  process.removeAllListeners("warning");
  for (const level of ["log", "info", "warn"] as const) console[level] = () => undefined;
}

const { exitCode, stdout, stderr } = await runCommandLine(process.argv.slice(2), { debug });
const write = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((done) => {
    if (text === "") done();
    else stream.write(text, () => done());
  });
await write(process.stdout, stdout);
await write(process.stderr, stderr);
process.exit(exitCode); // a GPU device or a pool of threads would keep the process alive
