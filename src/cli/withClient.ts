import type { EngineClient, RunOptions } from "../client/engineClient.ts";
import type { BackendChoice } from "../domain/job.ts";
import { Session } from "../engine/session.ts";
import { prepareGpu } from "./dawn.ts";
import { nodeHost } from "./nodeHost.ts";
import { showProgress } from "./showProgress.ts";
import { createThreadedClient } from "./threads.ts";

export interface StartedClient {
  readonly client: EngineClient;
  readonly backend: string;
  readonly adapter: string;
  /** what to hand to a run: progress, for a terminal */
  readonly options: RunOptions;
}

/** Runs work on an engine of the backend asked for, and lets the engine go afterwards. */
export async function withClient<T>(
  choice: BackendChoice,
  work: (started: StartedClient) => Promise<T>,
): Promise<T> {
  await prepareGpu(choice);
  const session = new Session(nodeHost);
  const client = createThreadedClient(session);
  const progress = showProgress();
  try {
    // Node's host needs no address for the engine's own files
    const { backend, adapter } = await client.start({ backend: choice, base: "" });
    const options = progress ? { onProgress: progress.onProgress } : {};
    return await work({ client, backend, adapter, options });
  } finally {
    progress?.clear();
    client.dispose();
    session.dispose();
  }
}
