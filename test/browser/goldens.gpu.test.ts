import { goldensContract } from "../engine/goldens.ts";
import { browserHost, readGolden } from "./host.ts";

goldensContract("webgpu", browserHost, readGolden, false);
goldensContract("wasm", browserHost, readGolden);
