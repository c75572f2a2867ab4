/** Where tiles of one size lie in a scrolled grid; lengths in px of the screen. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  /** from one tile's edge to the next one's */
  readonly pitch: number;
  /** of the whole grid */
  readonly height: number;
}
export const TILE_GAP = 3;

/** As many columns of tiles as fit, one at least. */
export function layOutGrid(width: number, tile: number, count: number): GridLayout {
  const pitch = tile + TILE_GAP;
  const columns = Math.max(1, Math.floor((width + TILE_GAP) / pitch));
  const rows = Math.ceil(count / columns);
  return { columns, rows, pitch, height: Math.max(0, rows * pitch - TILE_GAP) };
}

/** Index of the tile at a place of the grid; null between or beyond tiles. */
export function tileAt(layout: GridLayout, x: number, y: number, count: number): number | null {
  const { columns, pitch } = layout;
  const [column, row] = [Math.floor(x / pitch), Math.floor(y / pitch)];
  const tile = pitch - TILE_GAP;
  if (column < 0 || row < 0 || column >= columns) return null;
  if (x - column * pitch >= tile || y - row * pitch >= tile) return null;
  const index = row * columns + column;
  return index < count ? index : null;
}

/** Indexes [from, to) of the tiles that a window of the grid shows. */
export function tilesWithin(
  { columns, pitch }: GridLayout,
  top: number,
  height: number,
  count: number,
): readonly [number, number] {
  const first = Math.max(0, Math.floor(top / pitch)) * columns;
  const last = Math.ceil((top + height) / pitch) * columns;
  return [Math.min(count, first), Math.min(count, last)];
}

/** Where a key takes the selection; null for keys that do not move it. */
export function moveTile(key: string, at: number, columns: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: count - 1,
  };
  const to = steps[key];
  if (to === undefined) return null;
  return to >= 0 && to < count ? to : at;
}
