import { useCallback, useEffect, useState } from "react";
import { toWireError } from "../../src/domain/errors.ts";
import type { NotebookSummary, Usage } from "../../src/store/persistence/library.ts";
import { useBook } from "../notebook/useNotebook.ts";

export interface LibraryView {
  /** newest first; null until they are read */
  readonly notebooks: readonly NotebookSummary[] | null;
  readonly usage: Usage | null;
  /** why nothing is shown; empty when all is well */
  readonly problem: string;
  /** does something with the library, then reads it anew; says what went wrong */
  readonly act: (what: () => Promise<unknown>) => Promise<boolean>;
}

/** What lies in this browser, also when another tab changes it. */
export function useLibrary(): LibraryView {
  const { library } = useBook();
  const [notebooks, setNotebooks] = useState<readonly NotebookSummary[] | null>(null);
  const [usage, setUsage] = useState<Usage | null>(null);
  const [problem, setProblem] = useState("");
  const read = useCallback(async () => {
    if (!library) {
      setProblem("This browser keeps nothing for this page: export what you want to keep.");
      return setNotebooks([]);
    }
    const list = await library.list();
    setNotebooks(list.toSorted((p, q) => (p.modifiedAt < q.modifiedAt ? 1 : -1)));
    setUsage(await library.usage());
  }, [library]);
  const act = useCallback(
    async (what: () => Promise<unknown>): Promise<boolean> => {
      try {
        await what();
        await read();
        setProblem((said) => (library ? "" : said));
        return true;
      } catch (error) {
        setProblem(toWireError(error).message);
        return false;
      }
    },
    [library, read],
  );
  useEffect(() => {
    const again = (): void => void act(() => Promise.resolve());
    again();
    return library?.watch(again);
  }, [act, library]);
  return { notebooks, usage, problem, act };
}
