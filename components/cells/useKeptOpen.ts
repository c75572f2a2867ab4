import { useState } from "react";

/** What a person opened stays open while the page does, wherever they go meanwhile. */
const opened = new Set<string>();

/** Whether a part of a cell is open, and how to open or close it. */
export function useKeptOpen(key: string): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => opened.has(key));
  return [
    open,
    (next) => {
      if (next) opened.add(key);
      else opened.delete(key);
      setOpen(next);
    },
  ];
}
