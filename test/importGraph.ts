/** Who imports whom, read from the text of the sources; and the law of which room may see which. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, posix, relative, sep } from "node:path";

export interface SourceFile {
  /** from the root of the repository, with forward slashes */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file under the folders, sorted by path. */
export function readSources(root: string, folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) =>
        join(root, folder, name),
      ),
    )
    .filter((path) => /\.tsx?$/.test(path) && statSync(path).isFile())
    .map((path) => ({
      path: relative(root, path).split(sep).join("/"),
      text: readFileSync(path, "utf8"),
    }))
    .filter(({ path }) => !path.startsWith("src/kernels/wasm/assembly/"))
    .toSorted((p, q) => (p.path < q.path ? -1 : 1));
}

const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");

const IMPORTS = [
  /\b(?:import|export)\s[^;"'`]*?\bfrom\s*["']([^"']+)["']/g, // import x from, import type, export from
  /\bimport\s*["']([^"']+)["']/g, // import "x"
  /\bimport\s*\(\s*["'`]([^"'`]+)["'`]/g, // import("x"), also in a type
  /\bnew\s+URL\(\s*["'`]([^"'`]+)["'`]\s*,\s*import\.meta\.url/g, // workers and assets
];

/** What a file imports: a path from the root for a relative import, else the package's name. */
export function listImports({ path, text }: SourceFile): string[] {
  const code = withoutComments(text);
  const found = IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name]) => name));
  return found
    .filter((name) => name !== undefined)
    .map((name) =>
      name.startsWith(".") ? posix.join(dirname(path), name.replace(/\?.*$/, "")) : normalize(name),
    );
}

/** The rooms, and which others each may import; a room always sees itself. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  protocol: ["domain"],
  formats: ["domain"],
  models: ["domain"],
  kernels: ["domain"],
  analysis: ["domain"],
  engine: ["kernels", "models", "formats", "analysis", "domain"],
  client: ["protocol", "domain"],
  store: ["client", "protocol", "domain"],
  components: ["plots", "store", "client", "protocol", "domain"],
  // what is drawn depends on its properties alone
  plots: ["components", "domain"],
  // a worker's entry joins the engine to the client's answering side
  workers: ["engine", "kernels", "models", "formats", "analysis", "client", "protocol", "domain"],
};

/** The room of a file: a folder of src, `components`, `plots`, `workers`, or "root"; null outside them. */
export function findRoom(path: string): string | null {
  const [top, next = ""] = path.split("/");
  if (path.startsWith("components/plots/")) return "plots";
  if (top === "components" || top === "workers") return top;
  if (top !== "src") return null;
  if (/^(main\.tsx|cli\.ts|cli)$/.test(next)) return "root";
  return next.replace(/\.ts$/, "");
}

const PACKAGES: readonly { readonly name: RegExp; readonly only: RegExp; readonly say: string }[] =
  [
    {
      name: /^@tensorflow\//,
      only: /^src\/(engine\/|kernels\/program\.ts$|cli\/)/,
      say: "tfjs belongs in engine and kernels/program.ts",
    },
    {
      name: /^react(-dom)?(\/|$)/,
      only: /^(components\/|src\/main\.tsx$)/,
      say: "React belongs in components and main.tsx",
    },
    {
      name: /^d3(-|$)/,
      only: /^(components\/plots\/|src\/cli\/)/,
      say: "D3 belongs in components/plots",
    },
    {
      name: /^(node:|sharp$|webgpu$)/,
      only: /^src\/cli(\/|\.ts$)/,
      say: "Node belongs in the command line's root",
    },
  ];

/** Every import that breaks the law, as "X imports Y". */
export function listViolations(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const room = findRoom(file.path);
    return listImports(file).flatMap((target) => {
      const rule = PACKAGES.find(({ name }) => name.test(target));
      if (rule)
        return rule.only.test(file.path) ? [] : [`${file.path} imports ${target}: ${rule.say}`];
      const other = findRoom(target);
      if (other === null || other === room || room === "root") return [];
      const allowed = room !== null && (ALLOWED[room] ?? []).includes(other);
      return allowed ? [] : [`${file.path} imports ${target}`];
    });
  });
}
