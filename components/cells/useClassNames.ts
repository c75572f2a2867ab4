import { useEffect, useState } from "react";
import { IMAGENET_CLASSES, loadClassNames } from "../../src/store/classNames.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** ImageNet's names for a model of a thousand classes; null for others and until they are here. */
export function useClassNames(classes: number): readonly string[] | null {
  const { base } = useBook();
  const [names, setNames] = useState<readonly string[] | null>(null);
  useEffect(() => {
    let here = true;
    if (classes === IMAGENET_CLASSES)
      void loadClassNames(base).then((list) => here && setNames(list));
    return () => {
      here = false;
    };
  }, [base, classes]);
  return classes === IMAGENET_CLASSES ? names : null;
}
