/** The architectures that Fieldbook knows, in the order in which a file is asked for them. */
import type { Architecture, Body, Config, Shapes, Take, Tensor } from "./architecture.ts";
import { convnext } from "./convnext.ts";
import type { Habits, Naming } from "./namings/naming.ts";
import { NAMINGS } from "./namings/namings.ts";
import { replknet } from "./replknet.ts";
import { resnet } from "./resnet.ts";
import { slak } from "./slak.ts";
import { swin } from "./swin.ts";
import { unireplknet } from "./unireplknet.ts";
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
  /** `habits`: what the naming's library does its own way */
  build(take: Take, habits: Habits): Body;
  /** names of what is before the classifier alone: in a file without one, nothing reads them */
  readonly lastNorm: string | null;
}
/** An architecture under one of its namings. */
export interface Entry extends Naming {
  /** `shapes` is asked by the architecture's own names */
  recognise(shapes: Shapes): Recognised | null;
}

function entriesOf<C extends Config>(architecture: Architecture<C>): Entry[] {
  const { family, naming, marker } = architecture;
  const own: Naming = { family, naming, marker, rename: (name) => [name] };
  const recognise = (shapes: Shapes): Recognised | null => {
    const config = architecture.recognise(shapes);
    return config === null ? null : settle(architecture, config);
  };
  // others first: the own names under a prefix are part of some of them
  const others = NAMINGS.filter((other) => other.family === family);
  return [...others, own].map((one) => ({ ...one, recognise }));
}

export const settle = <C extends Config>(architecture: Architecture<C>, config: C): Recognised => ({
  family: architecture.family,
  variant: architecture.variant(config),
  halfNormalised: architecture.halfNormalised(config),
  dims: config.dims,
  depths: config.depths,
  kernels: config.kernels,
  tensors: () => architecture.tensors(config),
  build: (take, habits) => architecture.build(config, take, habits),
  lastNorm: config.classes === null ? architecture.lastNorm : null,
});

export const registry: readonly Entry[] = [
  ...entriesOf(slak),
  ...entriesOf(unireplknet), // before ConvNeXt, whose marker its 3×3 blocks have
  ...entriesOf(convnext),
  ...entriesOf(replknet),
  ...entriesOf(resnet),
  ...entriesOf(swin),
  ...entriesOf(vit),
];
