/** The example notebooks that are served with the page. */
import { checkNotebookUrl, fetchNotebook } from "./fetchNotebook.ts";

export interface Example {
  /** below the folder of examples */
  readonly file: string;
  readonly title: string;
  readonly about: string;
}
const isExample = (value: unknown): value is Example =>
  typeof value === "object" &&
  value !== null &&
  ["file", "title", "about"].every(
    (key) => typeof (value as Record<string, unknown>)[key] === "string",
  ) &&
  /^[\w-]+\.fieldbook\.json$/.test((value as Example).file);

/** Reads `index.json` of the folder of examples, a list of Example; none when it is not there. */
export async function listExamples(folder: string, get: typeof fetch): Promise<readonly Example[]> {
  try {
    const url = checkNotebookUrl("index.json", folder);
    const list: unknown = JSON.parse(await fetchNotebook(url, get));
    return Array.isArray(list) ? list.filter(isExample) : [];
  } catch {
    return [];
  }
}
