import { buildNetwork } from "./buildNetwork.ts";
import type { Network } from "./network.ts";
import { randomStateDict } from "./randomStateDict.ts";

/** The network of an id such as `slak-tiny?seed=0`, at random initialisation and full size. */
export const randomNetwork = (id: string): Network => buildNetwork(randomStateDict(id));
