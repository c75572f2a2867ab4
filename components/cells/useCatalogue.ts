import { useEffect, useState } from "react";
import type { Catalogue } from "../../src/store/remote/catalogue.ts";
import { loadCatalogue } from "../../src/store/remote/publishedTop1.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** The catalogue of published weights, once it is wanted; null until it is here. */
export function useCatalogue(wanted: boolean): Catalogue | null {
  const { base } = useBook();
  const [catalogue, setCatalogue] = useState<Catalogue | null>(null);
  useEffect(() => {
    let here = true;
    if (wanted) void loadCatalogue(base).then((value) => here && setCatalogue(value));
    return () => {
      here = false;
    };
  }, [base, wanted]);
  return wanted ? catalogue : null;
}
