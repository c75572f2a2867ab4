import { useState } from "react";
import { WHOLE_MAP, type MapView } from "../plots/mapView.ts";
import { crossIn, type Cross, type ScaledMap } from "./stands.ts";

type Point = { readonly x: number; readonly y: number };
/** What all maps of a figure have in common: the place pointed at, and the part that is shown. */
export interface Linked {
  readonly cross: Cross | null;
  readonly view: MapView;
  readonly setView: (view: MapView) => void;
  /** what a map that takes part is drawn with */
  readonly of: (map: ScaledMap | null) => {
    readonly cross: Point | null;
    readonly onCross: (at: Point | null) => void;
    readonly view: MapView;
    readonly onView: (view: MapView) => void;
  };
}

export function useLinked(): Linked {
  const [cross, setCross] = useState<Cross | null>(null);
  const [view, setView] = useState(WHOLE_MAP);
  return {
    cross,
    view,
    setView,
    of: (map) => ({
      cross: crossIn(cross, map),
      onCross: (at) => setCross(at && map ? { ...at, of: Math.max(map.height, map.width) } : null),
      view,
      onView: setView,
    }),
  };
}
