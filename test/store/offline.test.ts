import { beforeEach, describe, expect, it } from "vitest";
import { createDirectClient } from "../../src/client/directClient.ts";
import { createNotebook, type Notebook } from "../../src/store/notebook.ts";
import { startOffline } from "../../src/store/offline.ts";
import { fakeInquiry, FakeSession } from "../helpers/fakeSession.ts";

const SCRIPT = "https://fieldbook.example/assets/index-a1.js";
interface Message {
  readonly type: string;
  readonly script: string;
  readonly now: boolean;
}
/** A worker that answers `asks`, and takes over when told `now`. */
class FakeWorker extends EventTarget {
  state = "installing";
  readonly said: Message[] = [];
  readonly asks: boolean;
  readonly container: FakeContainer;
  constructor(container: FakeContainer, asks: boolean) {
    super();
    this.container = container;
    this.asks = asks;
  }
  postMessage(message: Message, [port]: [MessagePort]): void {
    this.said.push(message);
    port.postMessage({ asks: this.asks && !message.now });
    if (message.now) this.container.dispatchEvent(new Event("controllerchange"));
  }
  install(): void {
    this.state = "installed";
    this.dispatchEvent(new Event("statechange"));
  }
}
class FakeContainer extends EventTarget {
  controller: object | null = {};
  readonly registered: string[] = [];
  readonly registration = Object.assign(new EventTarget(), {
    waiting: null as FakeWorker | null,
    installing: null as FakeWorker | null,
  });
  barred = false;
  register(worker: string): Promise<unknown> {
    this.registered.push(worker);
    return this.barred ? Promise.reject(new Error("barred")) : Promise.resolve(this.registration);
  }
  find(worker: FakeWorker): void {
    this.registration.installing = worker;
    this.registration.dispatchEvent(new Event("updatefound"));
  }
}
let book: Notebook;
let container: FakeContainer;
let reloads = 0;
const start = (): Promise<void> =>
  startOffline(book, {
    container: container as unknown as ServiceWorkerContainer,
    worker: "/sw.js",
    script: SCRIPT,
    reload: () => void reloads++,
  });
const notices = () => book.store.getState().notices;

beforeEach(() => {
  book = createNotebook(createDirectClient(new FakeSession(), fakeInquiry));
  container = new FakeContainer();
  reloads = 0;
});

describe("a page that is kept", () => {
  it("registers the worker of the build and says nothing at the first visit", async () => {
    container.controller = null;
    await start();
    const worker = new FakeWorker(container, true);
    container.find(worker);
    worker.install();
    expect(container.registered).toEqual(["/sw.js"]);
    expect(worker.said).toEqual([]);
    expect(notices()).toEqual([]);
  });
  it("offers a newer build that comes while it is open, and reloads only when that is taken", async () => {
    await start();
    const worker = new FakeWorker(container, true);
    container.find(worker);
    expect(worker.said).toEqual([]);
    worker.install();
    await expect.poll(() => notices()).toHaveLength(1);
    expect(worker.said).toEqual([{ type: "take-over", script: SCRIPT, now: false }]);
    expect(notices()[0]).toMatchObject({ text: "A new version of Fieldbook is ready" });
    container.dispatchEvent(new Event("controllerchange"));
    expect(reloads).toBe(0);
    notices()[0]?.action?.run();
    expect(worker.said.at(-1)).toEqual({ type: "take-over", script: SCRIPT, now: true });
    expect(reloads).toBe(1);
  });
  it("offers one that waited since an earlier visit", async () => {
    container.registration.waiting = new FakeWorker(container, true);
    await start();
    await expect.poll(() => notices()).toHaveLength(1);
  });
  it("does not trouble a page that is of the waiting build already", async () => {
    const worker = new FakeWorker(container, false);
    container.registration.waiting = worker;
    await start();
    await expect.poll(() => worker.said).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(notices()).toEqual([]);
  });
  it("goes without where the browser bars workers or has none", async () => {
    container.barred = true;
    await expect(start()).resolves.toBeUndefined();
    const none = { container: undefined, worker: "/sw.js", script: SCRIPT, reload: () => {} };
    await expect(startOffline(book, none)).resolves.toBeUndefined();
    expect(notices()).toEqual([]);
  });
});
