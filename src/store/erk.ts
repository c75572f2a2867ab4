/**
 * How the Erdős–Rényi-kernel rule spreads zeros over layers: the density of a layer is proportional
 * to (n_in + n_out + h + w) / (n_in · n_out · h · w), Evci et al., “Rigging the Lottery” (RigL,
 * arXiv 1911.11134), appendix; a depthwise kernel is the tensor [n_out, 1, h, w], so n_in is 1.
 */
export interface ErkLayer {
  readonly channels: number;
  /** [height, width] */
  readonly kernel: readonly [number, number];
}

const sizeOf = ({ channels, kernel: [height, width] }: ErkLayer): number =>
  channels * height * width;

/**
 * The density of each layer, 0–1, for one density of all weights together. Layers that the rule
 * would make denser than full are full, and the others share what is left, as the authors do.
 */
export function erkDensities(layers: readonly ErkLayer[], density: number): readonly number[] {
  const full = new Set<ErkLayer>();
  const score = ({ channels, kernel: [height, width] }: ErkLayer): number =>
    (channels + 1 + height + width) / (channels * height * width);
  for (;;) {
    const open = layers.filter((layer) => !full.has(layer));
    const wanted =
      density * layers.reduce((sum, layer) => sum + sizeOf(layer), 0) -
      [...full].reduce((sum, layer) => sum + sizeOf(layer), 0);
    const weight = open.reduce((sum, layer) => sum + score(layer) * sizeOf(layer), 0);
    const by = weight > 0 ? Math.max(0, wanted) / weight : 0;
    const over = open.filter((layer) => by * score(layer) > 1);
    if (over.length === 0) return layers.map((layer) => (full.has(layer) ? 1 : by * score(layer)));
    for (const layer of over) full.add(layer);
  }
}
