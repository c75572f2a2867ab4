// `npm test`: every check in order, all of them whatever fails, and one line of counts at the end.
import { spawnSync } from "node:child_process";
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

const succeeds = (args) =>
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" }).status === 0;

/** A failing check counts as one failure; a passing one adds nothing. */
const runCheck = (commands) => ({
  passed: 0,
  failed: commands.map(succeeds).filter((ok) => !ok).length,
  skipped: 0,
});

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
  const folder = mkdtempSync(join(tmpdir(), "fieldbook-test-"));
  const file = join(folder, "report.json");
  const vitest = [tool("vitest", "vitest.mjs"), "run", "--project", name];
  const ok = succeeds([...vitest, "--reporter=default", "--reporter=json", `--outputFile=${file}`]);
  const counts = countReport(file);
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

const total = { passed: 0, failed: 0 };
const lines = [];
for (const name of steps) {
  const start = performance.now();
  console.log(`\n— ${name}`);
  const { passed, failed, skipped } = CHECKS[name] ? runCheck(CHECKS[name]) : runProject(name);
  total.passed += passed;
  total.failed += failed;
  const verdict = failed > 0 ? "failed" : "ok";
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const counts = CHECKS[name] ? "" : `, ${passed} passed, ${failed} failed, ${skipped} skipped`;
  lines.push(`${name}: ${verdict}${counts} (${seconds} s)`);
}
console.log(`\n${lines.join("\n")}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 ? 1 : 0);
