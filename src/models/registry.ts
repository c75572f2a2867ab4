/** The architectures that Fieldbook knows, in the order in which a file is asked for them. */
import type { Architecture, Shapes } from "./architecture.ts";
import type { Body, Take, Tensor } from "./architecture.ts";
import { convnext } from "./convnext.ts";
import { replknet } from "./replknet.ts";
import { slak } from "./slak.ts";

/** An architecture whose sizes are settled: its configuration is nobody else's business. */
export interface Recognised {
  readonly family: Architecture["family"];
  readonly variant: string;
  readonly halfNormalised: boolean;
  readonly dims: readonly number[];
  readonly depths: readonly number[];
  readonly kernels: readonly number[];
  tensors(): Tensor[];
  build(take: Take): Body;
}
interface Entry {
  readonly family: Architecture["family"];
  readonly marker: string;
  recognise(shapes: Shapes): Recognised | null;
}

function entry<C extends Parameters<Architecture["variant"]>[0]>(
  architecture: Architecture<C>,
): Entry {
  return {
    family: architecture.family,
    marker: architecture.marker,
    recognise(shapes) {
      const config = architecture.recognise(shapes);
      return config === null ? null : settle(architecture, config);
    },
  };
}

export const settle = <C extends Parameters<Architecture["variant"]>[0]>(
  architecture: Architecture<C>,
  config: C,
): Recognised => ({
  family: architecture.family,
  variant: architecture.variant(config),
  halfNormalised: architecture.halfNormalised(config),
  dims: config.dims,
  depths: config.depths,
  kernels: config.kernels,
  tensors: () => architecture.tensors(config),
  build: (take) => architecture.build(config, take),
});

export const registry: readonly Entry[] = [entry(slak), entry(convnext), entry(replknet)];
