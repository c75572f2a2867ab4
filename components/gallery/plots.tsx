/** Every plot once, with data that never change: what the gallery shows and golden files hold. */
import type { ReactElement } from "react";
import { FieldMap } from "../plots/FieldMap.tsx";
import { Footprint } from "../plots/Footprint.tsx";
import { Heatmap } from "../plots/Heatmap.tsx";
import { Histogram } from "../plots/Histogram.tsx";
import { KernelGrid } from "../plots/KernelGrid.tsx";
import { LayerBars } from "../plots/LayerBars.tsx";
import { LineChart } from "../plots/LineChart.tsx";
import type { Marks } from "../plots/MapMarks.tsx";
import { ProfileChart } from "../plots/ProfileChart.tsx";
import { FIFTHS, ScaleBar, signedTicks } from "../plots/ScaleBar.tsx";
import { seriesOf } from "../plots/series.ts";
import { ShareCurve } from "../plots/ShareCurve.tsx";
import { TapMap } from "../plots/TapMap.tsx";
import { sampleField, sampleKernels, sampleShares } from "./samples.ts";

export interface GalleryPlot {
  /** of its golden file too: a–z and - */
  readonly name: string;
  readonly about: string;
  readonly draw: () => ReactElement;
}
const SIDE = 96;
const wide = { height: SIDE, width: SIDE, values: sampleField(SIDE, 14) };
const narrow = { height: SIDE, width: SIDE, values: sampleField(SIDE, 6) };
const marks: Marks = {
  unit: { x: 48.5, y: 44.5 },
  field: 140,
  squares: [
    { label: "30 %", side: 31 },
    { label: "50 %", side: 55 },
  ],
};
const kernels = sampleKernels(24, 13);
const nothing = (): void => {};
const field = {
  map: wide,
  size: SIDE,
  colours: "magma" as const,
  series: seriesOf(0),
  name: "SLaK-T",
  note: "kernels up to 51",
  marks,
  cross: { x: 30, y: 60 },
  onCross: nothing,
  describe: "A sample field.",
  axes: true,
  old: false,
};
const shareTicks = [0, 0.5, 1].map((at) => ({ at, label: `${at * 100} %` }));
const curve = (half: number): (readonly [number, number])[] =>
  Array.from(sampleShares(SIDE, half), (share, i) => [2 * i + 3, share] as const);
const layers = [0.2, 0.35, 0.4, 0.42, 0.55, 0.6, null, 0.7].map((share, i) => ({
  name: `stages.${i >> 1}.${i % 2}`,
  stage: (i >> 1) + 1,
  share,
  target: 0.25 + i * 0.06,
  other: i % 3 === 0 ? null : 0.3 + i * 0.03,
  chosen: i === 2,
}));

export const GALLERY: readonly GalleryPlot[] = [
  {
    name: "heatmap",
    about: "One field with axes, marks, contours, centroid, cross-hair and colour bar",
    draw: () => (
      <Heatmap
        {...field}
        quantity="E / max"
        contours={{
          ...narrow,
          step: 1,
          levels: [
            { share: 0.5, level: 0.4 },
            { share: 0.99, level: 0.1 },
          ],
        }}
        centroid={{ x: 47, y: 46 }}
      />
    ),
  },
  {
    name: "field-map",
    about: "A field of a row, with the cross-hair that all share",
    draw: () => <FieldMap {...field} />,
  },
  {
    name: "field-map-zoomed",
    about: "The same, magnified four times",
    draw: () => <FieldMap {...field} view={{ x: 0.25, y: 0.5, side: 0.25 }} />,
  },
  {
    name: "field-map-old",
    about: "Drawn under conditions that no longer hold",
    draw: () => <FieldMap {...field} map={narrow} cross={null} old />,
  },
  {
    name: "field-map-empty",
    about: "Still to come",
    draw: () => <FieldMap {...field} map={null} note="to come" />,
  },
  {
    name: "scale-bar",
    about: "The colours of a map with their numbers",
    draw: () => <ScaleBar colours="magma" ticks={FIFTHS} quantity="E / max of all 3" />,
  },
  {
    name: "scale-bar-signed",
    about: "The colours of a difference",
    draw: () => <ScaleBar colours="tide" ticks={signedTicks(0.42)} quantity="difference" />,
  },
  {
    name: "share-curve",
    about: "How much of one field lies inside a centred square",
    draw: () => (
      <ShareCurve
        name="SLaK-T"
        size={SIDE}
        shares={sampleShares(SIDE, 30)}
        passed={[
          { t: 0.2, side: 11 },
          { t: 0.5, side: 31 },
          { t: 0.99, side: null },
        ]}
      />
    ),
  },
  {
    name: "line-chart",
    about: "Lines of several networks over two axes, named at their ends",
    draw: () => (
      <LineChart
        lines={[12, 30, 44].map((half, i) => ({
          key: String(half),
          name: ["ConvNeXt-T", "RepLKNet-31B", "SLaK-T"][i]!,
          series: seriesOf(i),
          points: curve(half),
          dots: [curve(half)[Math.round(half / 2)]!],
        }))}
        x={{ domain: [0, SIDE], ticks: [0, 48, 96].map((at) => ({ at, label: String(at) })) }}
        y={{ domain: [0, 1], ticks: shareTicks }}
        xTitle="side of the square, px"
        describe="Sample curves."
      />
    ),
  },
  {
    name: "profile-chart",
    about: "A radial profile over logarithmic axes",
    draw: () => (
      <ProfileChart
        lines={[
          {
            key: "radial",
            className: seriesOf(0).className,
            dash: "",
            points: Array.from({ length: 48 }, (_, r) => [r + 0.5, Math.exp(-r / 9)] as const),
          },
        ]}
        x={{ type: "log", domain: [0.5, 48], title: "distance from the unit, px" }}
        y={{ type: "log", domain: [0.003, 1], title: "mean E" }}
        at={12}
        onAt={nothing}
        say="at 12.5 px: 0.264"
        describe="A sample profile."
      />
    ),
  },
  {
    name: "layer-bars",
    about: "Zeros of every layer with targets (lines) and another network (dots)",
    draw: () => <LayerBars layers={layers} of="zeros" describe="Sample layers." />,
  },
  {
    name: "histogram",
    about: "How weights lie around zero",
    draw: () => (
      <Histogram
        shares={Float64Array.from({ length: 31 }, (_, i) => Math.exp(-((i - 15) ** 2) / 20) / 8)}
        most={0.31}
        xTitle="weight of the merged kernel"
        describe="A sample distribution."
      />
    ),
  },
  {
    name: "tap-map",
    about: "A strip's taps, to scale in the frame of its block",
    draw: () => (
      <TapMap
        map={{ height: 13, width: 3, values: sampleField(13, 4).slice(0, 39) }}
        frame={13}
        colours="viridis"
        title="LoRA1, 13 × 3"
        describe="A sample strip."
      />
    ),
  },
  {
    name: "kernel-grid",
    about: "Every channel's kernel, drawn on a canvas",
    draw: () => (
      <KernelGrid
        values={kernels}
        channels={24}
        side={13}
        order={Array.from({ length: 24 }, (_, i) => i)}
        colours="tide"
        most={1}
        tile={52}
        zoom={{ least: 8, most: 160, first: 64, onTile: () => {} }}
        chosen={3}
        onChoose={nothing}
        describe="24 sample kernels."
      />
    ),
  },
  {
    name: "footprint",
    about: "The kernels of one block over each other, in a frame of 61 × 61",
    draw: () => (
      <div className="gallery-footprint">
        <Footprint
          kernels={[
            [51, 5],
            [5, 51],
            [5, 5],
          ]}
          title="51 × 5, 5 × 51 and 5 × 5"
        />
      </div>
    ),
  },
];
