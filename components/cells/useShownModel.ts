import type { Conditions } from "../../src/domain/document.ts";
import type { ResultKey } from "../../src/domain/stored.ts";
import type { Graph, ResolvedModel } from "../../src/store/graph.ts";
import { erfPart } from "../../src/store/parts.ts";
import { useMemo } from "react";
import { useNotebook } from "../notebook/useNotebook.ts";

/**
 * The model that a shown map was computed with, as the notebook has it or had it `then`; null when
 * its name means other weights by now and nobody remembers.
 */
export function useShownModel(
  name: string,
  conditions: Conditions | null,
  key: ResultKey | null,
  then: Graph["models"] | undefined,
): ResolvedModel | null {
  const now = useNotebook(({ graph }) => graph.models.get(name));
  return useMemo(() => {
    if (!conditions || key === null) return null;
    const computed = (model: ResolvedModel | undefined): boolean =>
      model !== undefined && erfPart(model, conditions).key === key;
    return [now, then?.get(name)].find(computed) ?? null;
  }, [name, now, then, conditions, key]);
}
