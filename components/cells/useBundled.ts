import { useEffect, useState } from "react";
import type { BundledNetwork } from "../../src/store/bundled.ts";
import { useBook } from "../notebook/useNotebook.ts";

const NONE: readonly BundledNetwork[] = [];

/** The small networks that come with the page; none until their index is here. */
export function useBundled(): readonly BundledNetwork[] {
  const { bundled } = useBook();
  const [networks, setNetworks] = useState(NONE);
  useEffect(() => {
    let here = true;
    void bundled.list().then((list) => here && setNetworks(list));
    return () => {
      here = false;
    };
  }, [bundled]);
  return networks;
}
