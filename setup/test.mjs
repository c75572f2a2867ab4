// `npm test`: every check in order, all of them whatever fails, and one line of counts at the end.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./browser.mjs";
import { install, ROOT } from "./install.mjs";

const tool = (...path) => join(ROOT, "node_modules", ...path);
const CHECKS = {
  types: [[tool("typescript", "bin", "tsc"), "--noEmit", "-p", ROOT]],
  lint: [
    [tool("oxlint", "bin", "oxlint"), "--max-warnings", "0"],
    [tool("prettier", "bin", "prettier.cjs"), "--check", "--log-level", "warn", "."],
  ],
};
const PROJECTS = ["unit", "gpu", "e2e"];
const ALL = [...Object.keys(CHECKS), ...PROJECTS];

const secondsSince = (start) => (performance.now() - start) / 1000;

/** Runs a program to its end: whether it succeeded, what it said, and how long it took. */
function runTool(args) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part) => (said += part));
  return new Promise((done) => {
    child.on("close", (code) => done({ ok: code === 0, said, seconds: secondsSince(start) }));
  });
}

/** A failing check counts as one failure; a passing one adds nothing. */
function countCheck(tools) {
  for (const { said } of tools) process.stdout.write(said);
  return {
    passed: 0,
    failed: tools.filter(({ ok }) => !ok).length,
    skipped: 0,
    seconds: Math.max(...tools.map(({ seconds }) => seconds)),
  };
}

/** Files that could not even be loaded have no tests in the report and count as one failure each. */
function countReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  const unloadable = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function runProject(name) {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "fieldbook-test-"));
  const file = join(folder, "report.json");
  // end-to-end tests are two projects: those that must be alone, and the others
  const vitest = [tool("vitest", "vitest.mjs"), "run", "--project", `${name}*`];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  const options = { cwd: ROOT, stdio: "inherit" };
  const ok = spawnSync(process.execPath, [...vitest, ...reporters], options).status === 0;
  const counts = { ...countReport(file), seconds: secondsSince(start) };
  rmSync(folder, { recursive: true, force: true });
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

install();
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !ALL.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`Unknown step "${unknown}": choose from ${ALL.join(", ")}.\n`);
  process.exit(2);
}
const steps = wanted.length > 0 ? wanted : ALL;
if (steps.includes("gpu") || steps.includes("e2e")) ensureChromium();

// the checks side by side, since most of them keep one core busy; the tests alone
const checked = new Map();
await Promise.all(
  steps
    .filter((name) => CHECKS[name])
    .map(async (name) => checked.set(name, await Promise.all(CHECKS[name].map(runTool)))),
);
const total = { passed: 0, failed: 0 };
const lines = [];
for (const name of steps) {
  console.log(`\n— ${name}`);
  const tools = checked.get(name);
  const { passed, failed, skipped, seconds } = tools ? countCheck(tools) : runProject(name);
  total.passed += passed;
  total.failed += failed;
  const verdict = failed > 0 ? "failed" : "ok";
  const counts = tools ? "" : `, ${passed} passed, ${failed} failed, ${skipped} skipped`;
  lines.push(`${name}: ${verdict}${counts} (${seconds.toFixed(0)} s)`);
}
console.log(`\n${lines.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
