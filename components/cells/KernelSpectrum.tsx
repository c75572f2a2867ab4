import { memo, useMemo, useState, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { histogramOf, meanKernel, spectrumOf } from "../../src/store/kernelSpectrum.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { Histogram } from "../plots/Histogram.tsx";
import { ScaleBar } from "../plots/ScaleBar.tsx";
import { TapMap } from "../plots/TapMap.tsx";

const BINS = 61;
/** what is fainter than this against the strongest frequency is drawn as nothing, dB */
const FLOOR = -40;

/** Which frequencies a kernel lets through, and how its weights lie. */
export const KernelSpectrum = memo(function KernelSpectrum(props: {
  readonly value: KernelsValue;
  readonly channel: number;
}): ReactElement {
  const { value, channel } = props;
  const { merged, side } = value;
  const [of, setOf] = useState<"mean" | "channel">("mean");
  const taps = side * side;
  const own = useMemo(
    () => (of === "channel" ? merged.subarray(channel * taps, (channel + 1) * taps) : merged),
    [of, merged, channel, taps],
  );
  const spectrum = useMemo(() => {
    const kernel = of === "channel" ? own : meanKernel(merged, taps);
    return inDecibels(spectrumOf(kernel, side, side));
  }, [of, own, merged, taps, side]);
  const histogram = useMemo(() => histogramOf(own, BINS), [own]);
  const what = of === "channel" ? `channel ${channel}` : "the mean over channels";
  const whose = of === "channel" ? `channel ${channel}` : "all channels";
  const zeros = ((histogram.zeros / histogram.count) * 100).toFixed(1);
  return (
    <>
      <div className="conditions bare spectrum-of">
        <ChoiceField
          label="Spectrum and distribution of"
          value={of}
          choices={[
            { value: "mean" as const, label: "all channels" },
            { value: "channel" as const, label: `channel ${channel}` },
          ]}
          onChoose={setOf}
        />
      </div>
      <div className="pair">
        <div>
          <h3 className="plot-title">Spectrum of {what}</h3>
          <p className="plot-note">
            Magnitude of the discrete Fourier transform of the merged kernel
          </p>
          <TapMap
            map={{ height: side, width: side, values: spectrum.values }}
            frame={side}
            colours="viridis"
            title={`strongest magnitude, 0 dB: ${spectrum.most.toPrecision(3)}`}
            axis="cycles over the kernel"
            describe={`Spectrum of ${what}: the strongest frequency is ${spectrum.at.x} cycles across and ${spectrum.at.y} down.`}
            most={360}
          />
          <ScaleBar
            colours="viridis"
            ticks={[0, 0.5, 1].map((at) => ({
              at,
              label: at === 1 ? "0" : `−${Math.round((at - 1) * FLOOR)}`,
            }))}
            quantity="dB against the strongest frequency"
          />
        </div>
        <div>
          <h3 className="plot-title">Distribution of the weights of {whose}</h3>
          <p className="plot-note">
            Share of the weights that are not zero; {zeros} % of all are exact zeros and left out
          </p>
          <Histogram
            shares={histogram.shares}
            most={histogram.most}
            xTitle="weight of the merged kernel"
            describe={`Distribution of the weights of ${whose} between ±${histogram.most.toPrecision(3)}; ${zeros} % are exact zeros.`}
          />
        </div>
      </div>
    </>
  );
});

/** Magnitudes laid on 0–1 from the floor to the largest, and where that lies from frequency 0. */
export function inDecibels(magnitudes: Float64Array): {
  readonly values: Float32Array<ArrayBuffer>;
  readonly most: number;
  readonly at: { readonly x: number; readonly y: number };
} {
  const most = magnitudes.reduce((top, value) => Math.max(top, value), 0);
  const side = Math.round(Math.sqrt(magnitudes.length));
  const half = Math.floor(side / 2);
  const where = most > 0 ? magnitudes.indexOf(most) : half * side + half;
  const values = Float32Array.from(magnitudes, (value) =>
    most > 0 ? Math.max(0, 1 - (20 * Math.log10(value / most)) / FLOOR) : 0,
  );
  return { values, most, at: { x: (where % side) - half, y: Math.floor(where / side) - half } };
}
