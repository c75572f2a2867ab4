/** Which names a pickle may mention as the class or function of an object; none is ever looked up or run. */
import { clip } from "./refuse.ts";

/** whose objects appear beside the weights in real checkpoints: settings, paths, random states */
const DATA_PACKAGES: ReadonlySet<string> = new Set([
  "torch",
  "torchvision",
  "numpy",
  "collections",
  "argparse",
  "_codecs",
  "pathlib",
  "timm",
  "omegaconf",
  "copyreg",
  "copy_reg",
  "datetime",
  "easydict",
  "addict",
  "yacs",
  "mmcv",
  "mmengine",
  "ml_collections",
  "enum",
  "typing",
  "decimal",
  "fractions",
]);
const DATA_BUILTINS: ReadonlySet<string> = new Set([
  "set",
  "frozenset",
  "slice",
  "range",
  "complex",
  "bytearray",
  "bytes",
  "int",
  "float",
  "str",
  "bool",
  "list",
  "tuple",
  "dict",
  "object",
]);
/** packages whose functions act on the machine; only the wording of the refusal depends on this */
const CODE_PACKAGES: ReadonlySet<string> = new Set([
  ..."os posix nt posixpath ntpath sys subprocess builtins __builtin__ importlib runpy".split(" "),
  ..."shutil socket ctypes pty commands webbrowser code codeop pickle _pickle cPickle".split(" "),
  ..."operator _operator functools urllib requests http marshal types inspect pdb".split(" "),
  ..."asyncio multiprocessing threading tempfile glob io _io pip platform signal timeit".split(" "),
]);
/** inside the packages above, yet made to load or run things */
const CODE_MODULES = /^(torch\.(hub|jit|package|utils|_C)|numpy\.(testing|f2py|distutils))\b/;

const packageOf = (module: string) => module.split(".", 1)[0] ?? "";

/** Whether an object made by `module.name` may stand, inert, in a checkpoint. */
export function isDataGlobal(module: string, name: string): boolean {
  if (module === "builtins" || module === "__builtin__") return DATA_BUILTINS.has(name);
  if (!/^\w+$/.test(name)) return false;
  return DATA_PACKAGES.has(packageOf(module)) && !CODE_MODULES.test(module);
}

/** Why a file that calls `module.name` is refused, as the rest of a sentence after the file's name. */
export function describeRefusedGlobal(module: string, name: string): string {
  const asked = clip(`${module}.${name}`);
  if (CODE_PACKAGES.has(packageOf(module)) || CODE_MODULES.test(module))
    return `the pickle asks to call ${asked}, which a checkpoint never needs; nothing was run. Get the file from a source you trust, or re-save it as safetensors.`;
  return `the pickle holds an object of ${asked}, whose code Fieldbook does not run; save model.state_dict() instead of the whole object, or re-save it as safetensors.`;
}
