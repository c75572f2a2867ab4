import { useLayoutEffect, useRef, type CSSProperties, type ReactElement } from "react";

export interface Picture {
  readonly height: number;
  readonly width: number;
  /** row-major [height, width, 3], 0–255 */
  readonly rgb: Uint8Array;
}

/** A picture, pixel by pixel, that a map is laid over. */
export function PictureCanvas(props: {
  readonly picture: Picture;
  readonly place: CSSProperties;
}): ReactElement {
  const { picture, place } = props;
  const ref = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = ref.current?.getContext("2d");
    if (!context) return;
    const { height, width, rgb } = picture;
    const image = new ImageData(width, height);
    for (let i = 0; i < height * width; i++) {
      for (let c = 0; c < 3; c++) image.data[4 * i + c] = rgb[3 * i + c]!;
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={ref}
      className="picture"
      width={picture.width}
      height={picture.height}
      style={place}
      aria-hidden="true"
    />
  );
}
