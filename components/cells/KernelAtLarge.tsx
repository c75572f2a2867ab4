import { memo, useMemo, type ReactElement } from "react";
import type { KernelsValue } from "../../src/domain/stored.ts";
import { largestMagnitude } from "../../src/store/kernelNumbers.ts";
import type { ColormapName } from "../plots/colormaps.ts";
import { TapMap } from "../plots/TapMap.tsx";
import { times } from "./words.ts";

/** The last part of a parameter's name that tells branches apart. */
export const branchName = (name: string): string =>
  name
    .split(".")
    .filter((part) => !/^(weight|conv|\d+)$/.test(part))
    .at(-1) ?? name;

/** Signed weights laid on 0–1 with zero at ½; exact zeros are left out. */
function signed(values: Float32Array, most: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value) =>
    value === 0 ? NaN : 0.5 + (most > 0 ? value / (2 * most) : 0),
  );
}

/** One channel's branches as they are in the file, and the merged kernel that they amount to. */
export const KernelAtLarge = memo(function KernelAtLarge(props: {
  readonly value: KernelsValue;
  readonly channel: number;
  readonly colours: ColormapName;
}): ReactElement {
  const { value, channel, colours } = props;
  const { branches, merged, side } = value;
  const parts = useMemo(() => {
    const cut = (values: Float32Array, [height, width]: readonly [number, number]) => {
      const own = values.subarray(channel * height * width, (channel + 1) * height * width);
      const most = largestMagnitude(own);
      return { map: { height, width, values: signed(own, most) }, most };
    };
    return [
      ...branches.map((branch) => ({
        name: branchName(branch.name),
        key: branch.name,
        ...cut(branch.values, branch.kernel),
      })),
      { name: "merged", key: "merged", ...cut(merged, [side, side]) },
    ];
  }, [branches, merged, side, channel]);
  return (
    <>
      <h3 className="plot-title">Channel {channel}: its branches and their sum</h3>
      <p className="plot-note">
        Branches as they are in the weights, before batch norm; each map by its own largest weight
      </p>
      <div className="map-row kernels">
        {parts.map(({ name, key, map, most }) => (
          <TapMap
            key={key}
            map={map}
            frame={side}
            colours={colours}
            title={`${name}, ${times(map.height, map.width)}, ±${most.toPrecision(2)}`}
            describe={`${name} kernel of channel ${channel}, ${map.height} by ${map.width} taps; the largest weight is ${most.toPrecision(3)} in magnitude.`}
          />
        ))}
      </div>
    </>
  );
});
