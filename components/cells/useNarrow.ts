import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 860px)";

/** Whether the page is in its one-column form. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    (notify) => {
      const media = matchMedia(QUERY);
      media.addEventListener("change", notify);
      return () => media.removeEventListener("change", notify);
    },
    () => matchMedia(QUERY).matches,
  );
