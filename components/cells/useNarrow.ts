import { useSyncExternalStore } from "react";

/** Whether a media query holds, followed as it changes. */
const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    (notify) => {
      const media = matchMedia(query);
      media.addEventListener("change", notify);
      return () => media.removeEventListener("change", notify);
    },
    () => matchMedia(query).matches,
  );

/** Whether the page is in its one-column form. */
export const useNarrow = (): boolean => useMedia("(max-width: 860px)");

/** Whether conditions stand in one row that has no room for many words at its end. */
export const useTight = (): boolean => useMedia("(min-width: 861px) and (max-width: 1439px)");
