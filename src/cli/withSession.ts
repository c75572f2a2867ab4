import type { BackendChoice } from "../domain/job.ts";
import type { RunOptions } from "../engine/run.ts";
import { Session } from "../engine/session.ts";
import { prepareGpu } from "./dawn.ts";
import { nodeHost } from "./nodeHost.ts";
import { showProgress } from "./showProgress.ts";

export interface StartedSession {
  readonly session: Session;
  readonly backend: string;
  readonly adapter: string;
  /** what to hand to a run: progress, for a terminal */
  readonly options: RunOptions;
}

/** Runs work on a session of the backend asked for, and lets the session go afterwards. */
export async function withSession<T>(
  choice: BackendChoice,
  work: (started: StartedSession) => Promise<T>,
): Promise<T> {
  await prepareGpu(choice);
  const session = new Session(nodeHost);
  const progress = showProgress();
  try {
    const { backend, adapter } = await session.start({ backend: choice });
    const options = progress ? { onProgress: progress.onProgress } : {};
    return await work({ session, backend, adapter, options });
  } finally {
    progress?.clear();
    session.dispose();
  }
}
