import { createDirectClient } from "../../src/client/directClient.ts";
import { describeClient } from "./contract.ts";

describeClient("on the same thread", createDirectClient);
