/** A network of two stages that runs in milliseconds and has every kind of layer. */
import type { BatchNorm, Layer, Network, Weight } from "../../src/models/network.ts";
import { normals } from "./normals.ts";

let seed = 0;
const weight = (name: string, shape: readonly number[], values?: number): Weight => {
  const count = shape.reduce((product, side) => product * side, 1);
  const own = ++seed;
  return {
    name,
    shape,
    load: () =>
      Promise.resolve(
        values === undefined
          ? normals(count, own).map((v) => v / Math.sqrt(count / shape[0]!))
          : new Float32Array(count).fill(values),
      ),
  };
};
const norm = (name: string, c: number): BatchNorm => ({
  name,
  weight: weight(`${name}.weight`, [c]),
  bias: weight(`${name}.bias`, [c]),
  mean: weight(`${name}.running_mean`, [c]),
  variance: weight(`${name}.running_var`, [c], 1.5),
  eps: 1e-5,
});
const layerNorm = (name: string, c: number): Layer => ({
  kind: "layerNorm",
  name,
  weight: weight(`${name}.weight`, [c]),
  bias: weight(`${name}.bias`, [c]),
  eps: 1e-6,
});
const conv = (name: string, from: number, to: number, side: number, stride: number): Layer => ({
  kind: "conv",
  name,
  weight: weight(`${name}.weight`, [to, from, side, side]),
  bias: weight(`${name}.bias`, [to]),
  norm: null,
  stride,
  padding: 0,
});

/** `factor` scales the layer named stages.0.1.pwconv2: 1 is right, anything else is a broken layer. */
export function tinyNetwork({ factor = 1 } = {}): Network {
  seed = 0;
  const c = 6;
  const mixer: Layer = {
    kind: "depthwise",
    name: "stages.0.0.large_kernel",
    stride: 1,
    branches: [
      [11, 5],
      [5, 11],
      [5, 5],
    ].map(([kh, kw], i) => ({
      name: `branch${i}`,
      kernel: weight(`stages.0.0.large_kernel.${i}.weight`, [c, 1, kh!, kw!]),
      bias: null,
      norm: norm(`stages.0.0.large_kernel.${i}.bn`, c),
    })),
  };
  const last = conv("stages.0.0.pwconv2", 2 * c, c, 1, 1);
  if (last.kind === "conv" && factor !== 1) {
    const { weight: right } = last;
    Object.assign(last, {
      weight: { ...right, load: async () => (await right.load()).map((v) => v * factor) },
    });
  }
  return {
    family: "slak",
    variant: "custom",
    naming: "official",
    dims: [c, 8],
    depths: [1, 1],
    kernelSizes: [11, 3],
    normalisation: { mean: [0, 0, 0], std: [1, 1, 1] },
    unmatched: [],
    missing: [],
    head: null,
    stages: [
      {
        blocks: [
          {
            name: "downsample_layers.0",
            residual: false,
            layers: [
              conv("downsample_layers.0.0", 3, c, 4, 4),
              layerNorm("downsample_layers.0.1", c),
            ],
          },
          {
            name: "stages.0.0",
            residual: true,
            layers: [
              mixer,
              layerNorm("stages.0.0.norm", c),
              conv("stages.0.0.pwconv1", c, 2 * c, 1, 1),
              { kind: "activation", name: "stages.0.0.act", activation: "gelu" },
              last,
              { kind: "scale", name: "stages.0.0.gamma", gamma: weight("stages.0.0.gamma", [c]) },
            ],
          },
        ],
      },
      {
        blocks: [
          {
            name: "downsample_layers.1",
            residual: false,
            layers: [
              layerNorm("downsample_layers.1.0", c),
              conv("downsample_layers.1.1", c, 8, 2, 2),
            ],
          },
          {
            name: "stages.1.0",
            residual: true,
            layers: [
              { kind: "batchNorm", name: "prelkb_bn", norm: norm("prelkb_bn", 8) },
              conv("stages.1.0.pw1", 8, 8, 1, 1),
              { kind: "activation", name: "stages.1.0.relu", activation: "relu" },
              conv("stages.1.0.pw2", 8, 8, 1, 1),
            ],
          },
        ],
      },
    ],
  };
}
