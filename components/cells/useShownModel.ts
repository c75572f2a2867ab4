import type { Conditions } from "../../src/domain/document.ts";
import type { ResultKey } from "../../src/domain/stored.ts";
import type { ResolvedModel } from "../../src/store/graph.ts";
import { erfPart } from "../../src/store/parts.ts";
import { useMemo } from "react";
import { useNotebook } from "../notebook/useNotebook.ts";

/** The model that a shown map was computed with; null when its name means other weights by now. */
export function useShownModel(
  name: string,
  conditions: Conditions | null,
  key: ResultKey | null,
): ResolvedModel | null {
  const resolved = useNotebook(({ graph }) => graph.models.get(name) ?? null);
  return useMemo(
    () =>
      resolved && conditions && key !== null && erfPart(resolved, conditions).key === key
        ? resolved
        : null,
    [resolved, conditions, key],
  );
}
