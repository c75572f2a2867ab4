import { useEffect, useRef, useState } from "react";
import { toWireError, type WireError } from "../../src/domain/errors.ts";
import { findCell } from "../../src/store/cells.ts";
import type { Notebook } from "../../src/store/notebook.ts";
import { openRoute } from "../../src/store/openRoute.ts";
import { notebookHash, parseRoute, type Route } from "../../src/store/route.ts";
import { select } from "../../src/store/selection.ts";
import { cellElement } from "./cellElements.ts";
import { lastOpened, rememberOpened } from "./lastOpened.ts";
import { showCell } from "./showCell.ts";

export type View =
  | { readonly type: "opening"; readonly what: string }
  | { readonly type: "notebook" }
  | { readonly type: "library" }
  | { readonly type: "published" }
  | { readonly type: "failed"; readonly error: WireError; readonly retry: () => void };

const SAYS: Readonly<Record<Exclude<Route["type"], "library" | "published">, string>> = {
  notebook: "Opening the notebook",
  shared: "Opening the shared notebook",
  url: "Fetching the notebook",
  last: "Opening the notebook",
};

/** Makes the address that of the open notebook; what brought it here need not be asked twice. */
function writeAddress(book: Notebook, cell: string | null, push: boolean): void {
  const url = new URL(location.href);
  url.searchParams.delete("notebook");
  url.hash = notebookHash(book.store.getState().id, cell);
  if (url.href !== location.href) history[push ? "pushState" : "replaceState"](null, "", url);
}

function goToCell(book: Notebook, id: string | null): void {
  if (id === null || !findCell(book.store.getState().document, id)) return;
  select(book, id);
  requestAnimationFrame(() => {
    const element = cellElement(id);
    if (element) showCell(element, "start");
  });
}

/** One at a time follows the address; the latest view is told to `show`. */
function createFollower(book: Notebook, show: (view: View) => void): () => void {
  let opened: string | null = null;
  let queue = Promise.resolve();
  const follow = async (): Promise<void> => {
    const route = parseRoute(location);
    if (route.type === "library" || route.type === "published") return show({ type: route.type });
    const cell = "cell" in route ? route.cell : null;
    const asked = route.type === "notebook" ? route.id : route.type === "last" ? opened : null;
    if (asked === null || asked !== opened || opened !== book.store.getState().id) {
      show({ type: "opening", what: SAYS[route.type] });
      const { href: address } = location;
      const surroundings = { address, last: lastOpened(), fetch: fetch.bind(globalThis) };
      await openRoute(book, route, surroundings);
      opened = book.store.getState().id;
    }
    writeAddress(book, cell, false);
    show({ type: "notebook" });
    goToCell(book, cell);
  };
  const next = (): void => {
    queue = queue.then(follow).catch((error: unknown) => {
      show({ type: "failed", error: toWireError(error), retry: next });
    });
  };
  return next;
}

/** Follows the page's address, and writes it when another notebook is opened. */
export function useRoute(book: Notebook): View {
  const [view, setView] = useState<View>({ type: "opening", what: "" });
  const follower = useRef<(() => void) | null>(null);
  useEffect(() => {
    let opening = true;
    follower.current ??= createFollower(book, (next) => {
      opening = next.type === "opening";
      setView(next);
    });
    const follow = follower.current;
    follow();
    addEventListener("hashchange", follow);
    // a notebook opened from elsewhere, as one that is dropped on the page
    const end = book.store.subscribe((state, before) => {
      if (state.id === before.id) return;
      rememberOpened(state.id);
      if (opening) return;
      writeAddress(book, null, true);
      setView({ type: "notebook" });
    });
    return () => {
      removeEventListener("hashchange", follow);
      end();
    };
  }, [book]);
  return view;
}
