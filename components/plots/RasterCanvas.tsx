import { useLayoutEffect, useRef, type CSSProperties, type ReactElement } from "react";
import { colormap, type ColormapName } from "./colormaps.ts";

/** The pixels of a map, one to one, stretched by the browser without smoothing. */
export function RasterCanvas(props: {
  readonly map: {
    readonly height: number;
    readonly width: number;
    readonly values: Float32Array;
  };
  readonly colours: ColormapName;
  readonly place: CSSProperties;
  /** 0–1, for a map that is laid over a picture */
  readonly opacity?: number;
}): ReactElement {
  const { map, colours, opacity = 1 } = props;
  const place = opacity < 1 ? { ...props.place, opacity } : props.place;
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext("2d");
    if (!context) return;
    const { height, width, values } = map;
    const table = colormap(colours);
    const image = new ImageData(width, height);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      // what is not a number is left out, and paper shows
      if (Number.isNaN(value)) continue;
      const at = 3 * Math.round(255 * Math.min(1, Math.max(0, value)));
      image.data[4 * i] = table[at]!;
      image.data[4 * i + 1] = table[at + 1]!;
      image.data[4 * i + 2] = table[at + 2]!;
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [map, colours]);
  return (
    <canvas
      ref={ref}
      className="map"
      width={map.width}
      height={map.height}
      style={place}
      aria-hidden="true"
    />
  );
}
