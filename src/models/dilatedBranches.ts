/** UniRepLKNet's token mixers: which dilated kernels stand beside a large one, and their names. */

/** Side and dilation of the branches beside a kernel of this side; smaller kernels stand alone. */
const BRANCHES: Readonly<Record<number, readonly (readonly [side: number, dilation: number])[]>> = {
  17: [
    [5, 1],
    [9, 2],
    [3, 4],
    [3, 5],
    [3, 7],
  ],
  15: [
    [5, 1],
    [7, 2],
    [3, 3],
    [3, 5],
    [3, 7],
  ],
  13: [
    [5, 1],
    [7, 2],
    [3, 3],
    [3, 4],
    [3, 5],
  ],
  11: [
    [5, 1],
    [5, 2],
    [3, 3],
    [3, 4],
    [3, 5],
  ],
  9: [
    [5, 1],
    [5, 2],
    [3, 3],
    [3, 4],
  ],
  7: [
    [5, 1],
    [3, 2],
    [3, 3],
  ],
};

/** One depthwise convolution of a token mixer, under its name and its norm's. */
export interface MixerPart {
  readonly name: string;
  readonly norm: string | null;
  readonly side: number;
  readonly dilation: number;
}

/** What makes up the mixer `name` with a kernel of this side; `merged` by the authors' code or not. */
export function mixerParts(name: string, side: number, merged: boolean): readonly MixerPart[] {
  const beside = BRANCHES[side];
  if (beside === undefined) return [{ name, norm: null, side, dilation: 1 }];
  const large = `${name}.lk_origin`;
  if (merged) return [{ name: large, norm: null, side, dilation: 1 }];
  return [
    { name: large, norm: `${name}.origin_bn`, side, dilation: 1 },
    ...beside.map(([k, r]) => ({
      name: `${name}.dil_conv_k${k}_${r}`,
      norm: `${name}.dil_bn_k${k}_${r}`,
      side: k,
      dilation: r,
    })),
  ];
}
