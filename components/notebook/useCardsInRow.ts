import { useSyncExternalStore } from "react";

/** From these widths of the window on, px, so many cards have room beside each other. */
const ROOM = [
  { cards: 3, query: "(min-width: 1360px)" },
  { cards: 2, query: "(min-width: 1000px)" },
] as const;

/** How many cards of models a row has room for. */
export const useCardsInRow = (): number =>
  useSyncExternalStore(
    (notify) => {
      const media = ROOM.map(({ query }) => matchMedia(query));
      for (const one of media) one.addEventListener("change", notify);
      return () => {
        for (const one of media) one.removeEventListener("change", notify);
      };
    },
    () => ROOM.find(({ query }) => matchMedia(query).matches)?.cards ?? 1,
  );
