/** How to credit a whole notebook: its networks, what computed it, and the papers it stands on. */
import type { Computed } from "../domain/stored.ts";
import type { Credit } from "./citation.ts";
import { resultsAtHand } from "./embedded.ts";
import { modelOf } from "./modelOf.ts";
import type { Notebook } from "./notebook.ts";

/** Networks that were never opened here are left out: nothing is known of them. */
export function creditNotebook(book: Notebook): Credit {
  const { document, graph } = book.store.getState();
  const models = [...graph.models].flatMap(([name, resolved]) => {
    const { model } = modelOf(book, name);
    if (!model) return [];
    const { family, variant } = model.summary;
    return { family, variant, resolved };
  });
  return {
    what: `“${document.title}”, a notebook`,
    models,
    conditions: null,
    computed: newest(book),
  };
}

/** What computed the result that came last. */
function newest(book: Notebook): Computed | null {
  const all = [...resultsAtHand(book).values()].flatMap((value) =>
    "computed" in value ? value.computed : [],
  );
  return all.toSorted((p, q) => (p.at < q.at ? 1 : -1))[0] ?? null;
}
