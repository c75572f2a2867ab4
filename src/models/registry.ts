/** The architectures that Fieldbook knows, in the order in which a file is asked for them. */
import type { Architecture, Body, Config, Shapes, Take, Tensor } from "./architecture.ts";
import { convnext } from "./convnext.ts";
import { convnextNamings } from "./namings/convnext.ts";
import type { Naming } from "./namings/naming.ts";
import { resnetNamings } from "./namings/resnet.ts";
import { swinNamings } from "./namings/swin.ts";
import { vitNamings } from "./namings/vit.ts";
import { replknet } from "./replknet.ts";
import { resnet } from "./resnet.ts";
import { slak } from "./slak.ts";
import { swin } from "./swin.ts";
import { vit } from "./vit.ts";

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
/** An architecture under one of its namings. */
export interface Entry extends Naming {
  /** `shapes` is asked by the architecture's own names */
  recognise(shapes: Shapes): Recognised | null;
}

function entriesOf<C extends Config>(
  architecture: Architecture<C>,
  others: readonly Naming[] = [],
): Entry[] {
  const { family, naming, marker } = architecture;
  const own: Naming = { family, naming, marker, rename: (name) => [name] };
  const recognise = (shapes: Shapes): Recognised | null => {
    const config = architecture.recognise(shapes);
    return config === null ? null : settle(architecture, config);
  };
  return [own, ...others].map((one) => ({ ...one, recognise }));
}

export const settle = <C extends Config>(architecture: Architecture<C>, config: C): Recognised => ({
  family: architecture.family,
  variant: architecture.variant(config),
  halfNormalised: architecture.halfNormalised(config),
  dims: config.dims,
  depths: config.depths,
  kernels: config.kernels,
  tensors: () => architecture.tensors(config),
  build: (take) => architecture.build(config, take),
});

export const registry: readonly Entry[] = [
  ...entriesOf(slak),
  ...entriesOf(convnext, convnextNamings),
  ...entriesOf(replknet),
  ...entriesOf(resnet, resnetNamings),
  ...entriesOf(swin, swinNamings),
  ...entriesOf(vit, vitNamings),
];
