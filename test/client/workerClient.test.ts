import { describe, expect, it } from "vitest";
import type { EngineSession, Inquiry } from "../../src/client/engineClient.ts";
import { serve, type ServingPort } from "../../src/client/serve.ts";
import { createWorkerClient, type EngineWorker } from "../../src/client/workerClient.ts";
import { toErfJob } from "../../src/domain/job.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";
import { describeClient } from "./contract.ts";

/** A worker made of a message channel: messages are cloned and buffers change owner as in a real one. */
class ChannelWorker extends EventTarget {
  readonly #channel = new MessageChannel();
  constructor(session: EngineSession, inquiry: Inquiry) {
    super();
    const { port1, port2 } = this.#channel;
    serve(port2 as unknown as ServingPort, { session, inquiry });
    port1.addEventListener("message", ({ data }) =>
      this.dispatchEvent(new MessageEvent("message", { data })),
    );
    port1.start();
    port2.start();
  }
  postMessage(message: unknown): void {
    this.#channel.port1.postMessage(message);
  }
  terminate(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
const create = (session: EngineSession, inquiry: Inquiry) =>
  createWorkerClient(() => new ChannelWorker(session, inquiry) as EngineWorker);

describeClient("in a worker", create);

describe("the engine client, when its worker crashes", () => {
  const job = toErfJob({ input: { type: "noise", count: 1, seed: 0 }, size: 32 });

  it("rejects every pending call with what to do, and starts a new worker for the next", async () => {
    const session = new FakeSession();
    session.stepMs = 20;
    const workers: ChannelWorker[] = [];
    const client = createWorkerClient(() => {
      const worker = new ChannelWorker(session, fakeInquiry);
      workers.push(worker);
      return worker as EngineWorker;
    });
    await client.open({ name: "m", source: { type: "random", id: "slak-tiny?seed=0" } });
    const runs = Promise.allSettled([
      client.erf({ model: "m", job }),
      client.erf({ model: "m", job }),
    ]);
    workers[0]?.dispatchEvent(new Event("error"));
    for (const run of await runs)
      expect(run).toMatchObject({
        status: "rejected",
        reason: { code: "device-lost", message: expect.stringContaining("run again") },
      });
    await client.start({ backend: "auto", base: "/" });
    expect(workers).toHaveLength(2);
    client.dispose();
  });
});
