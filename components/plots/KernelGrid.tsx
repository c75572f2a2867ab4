import {
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
} from "react";
import type { ColormapName } from "./colormaps.ts";
import { layOutGrid, moveTile, tileAt, tilesWithin } from "./gridLayout.ts";
import { levelFor, makeAtlas } from "./kernelAtlas.ts";
import { useOnPaper } from "./paper.ts";
import { tileAfterKey, useGridZoom, type TileZoom } from "./useGridZoom.ts";
import { useWidth } from "./useWidth.ts";

const MOST_HEIGHT = 440;
/** paper does not scroll */
const MOST_HEIGHT_ON_PAPER = 1600;

/**
 * Every channel's kernel as a tile, painted once and copied while one scrolls, so that thousands
 * stay smooth; arrow keys, Home and End move the choice, + − 0 and the wheel with Ctrl or ⌘ zoom.
 */
export function KernelGrid(props: {
  /** row-major [channels, side, side] */
  readonly values: Float32Array;
  readonly channels: number;
  readonly side: number;
  /** channels as they are listed */
  readonly order: readonly number[];
  readonly colours: ColormapName;
  /** weight at the ends of the colours */
  readonly most: number;
  /** px of the screen a kernel takes */
  readonly tile: number;
  readonly zoom: TileZoom;
  readonly chosen: number;
  readonly onChoose: (channel: number) => void;
  readonly describe: string;
}): ReactElement {
  const { values, channels, side, order, colours, most, tile, zoom, chosen, onChoose } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef(0);
  /** how far it was scrolled when it was drawn last */
  const drawnAt = useRef(NaN);
  const atlas = useMemo(
    () => makeAtlas(values, channels, side, colours, most),
    [values, channels, side, colours, most],
  );
  const layout = layOutGrid(width, tile, order.length);
  const { columns, pitch, height: whole } = layout;
  const height = Math.min(useOnPaper() ? MOST_HEIGHT_ON_PAPER : MOST_HEIGHT, whole);
  const at = Math.max(0, order.indexOf(chosen));
  const { hold } = useGridZoom(ref, tile, layout, zoom);

  const draw = useCallback((): void => {
    const context = canvas.current?.getContext("2d");
    const scroller = ref.current;
    if (!context || !scroller || !atlas || width === 0) return;
    const top = scroller.scrollTop;
    drawnAt.current = top;
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    // small tiles are averages of their taps, large ones show each tap
    context.imageSmoothingEnabled = tile < atlas.side;
    context.imageSmoothingQuality = "low";
    const level = levelFor(atlas, tile * ratio);
    const source = atlas.levels[level]!;
    const side = atlas.side / 2 ** level;
    const shown = { columns, pitch, rows: 0, height: 0 };
    const style = getComputedStyle(scroller);
    const [edge, accent] = ["--rule", "--accent"].map((name) => style.getPropertyValue(name));
    const [from, to] = tilesWithin(shown, top, height, order.length);
    for (let i = from; i < to; i++) {
      const channel = order[i]!;
      const [x, y] = [(i % columns) * pitch, Math.floor(i / columns) * pitch - top];
      const sx = (channel % atlas.columns) * side;
      const sy = Math.floor(channel / atlas.columns) * side;
      context.drawImage(source, sx, sy, side, side, x, y, tile, tile);
      context.strokeStyle = (i === at ? accent : edge) ?? "";
      context.lineWidth = i === at ? 2 : 1;
      context.strokeRect(x + 1, y + 1, tile - 2, tile - 2);
    }
  }, [ref, atlas, width, height, tile, columns, pitch, order, at]);

  useLayoutEffect(() => draw(), [draw]);
  useLayoutEffect(() => () => cancelAnimationFrame(frame.current), []);

  const choose = (index: number): void => {
    const channel = order[index];
    const scroller = ref.current;
    if (channel === undefined || !scroller) return;
    const y = Math.floor(index / columns) * pitch;
    if (y < scroller.scrollTop) scroller.scrollTop = y;
    if (y + tile > scroller.scrollTop + height) scroller.scrollTop = y + tile - height;
    onChoose(channel);
  };
  const point = (event: MouseEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const y = event.clientY - box.top + event.currentTarget.scrollTop;
    const index = tileAt(layout, event.clientX - box.left, y, order.length);
    if (index !== null) choose(index);
  };
  const step = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = moveTile(event.key, at, columns, order.length);
    const wanted = tileAfterKey(event.key, tile, zoom);
    if (index !== null) choose(index);
    else if (wanted !== null) {
      hold(at);
      zoom.onTile(wanted);
    } else return;
    event.preventDefault();
  };
  const ratio = globalThis.devicePixelRatio || 1;
  return (
    <div
      ref={ref}
      className="plot kernel-grid"
      style={{ height: width > 0 ? height : undefined }}
      tabIndex={0}
      role="application"
      aria-label={`${props.describe} The arrow keys choose a channel; channel ${chosen} is chosen. + and − zoom, 0 as at first.`}
      onKeyDown={step}
      onClick={point}
      onScroll={({ currentTarget }) => {
        // a zoom scrolls too, and has been drawn
        if (currentTarget.scrollTop === drawnAt.current) return;
        cancelAnimationFrame(frame.current);
        frame.current = requestAnimationFrame(draw);
      }}
    >
      <div className="spacer" style={{ height: whole }}>
        <canvas
          ref={canvas}
          className="window"
          width={Math.round(width * ratio)}
          height={Math.round(height * ratio)}
          style={{ width, height }}
          aria-hidden="true"
        />
      </div>
    </div>
  );
}
