/** The thread that reads files and maps: no network runs here, so that nobody waits for one. */
import { serve, type ServingPort } from "../src/client/serve.ts";
import { inquiry } from "../src/engine/inquiry.ts";

// the DOM library types `self` as a window, in a worker it is the channel to the page
serve(self as unknown as ServingPort, { inquiry });
