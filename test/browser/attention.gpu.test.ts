/** Takes about as long as the other goldens together: in a file of its own, they run side by side. */
import { goldensContract } from "../engine/goldens.ts";
import { browserHost, readGolden } from "./host.ts";

goldensContract("webgpu", browserHost, readGolden, true);
