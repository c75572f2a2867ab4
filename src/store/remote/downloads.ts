/** The downloads of this page: begun, paused, resumed, cancelled, and what became of them. */
import { createStore } from "zustand/vanilla";
import { createMemoryDisk } from "../../client/disk/memoryDisk.ts";
import type { Disk, DiskRecord } from "../../client/disk/disk.ts";
import { FieldbookError, toWireError } from "../../domain/errors.ts";
import { estimateUsage } from "../persistence/usage.ts";
import { fetchFile } from "./fetchFile.ts";
import type { Download, Downloaded, Downloads } from "./download.ts";
import type { Fetch } from "./network.ts";
import { createPace } from "./progress.ts";

export interface DownloadsOptions {
  readonly disk?: Disk;
  readonly fetch?: Fetch;
  /** milliseconds of a monotonic clock */
  readonly now?: () => number;
  /** ISO 8601, UTC */
  readonly date?: () => string;
  readonly newId?: () => string;
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** bytes that may still be kept; null where the browser does not tell */
  readonly room?: () => Promise<number | null>;
}
interface Job {
  readonly record: DiskRecord;
  readonly onDone: (file: Downloaded) => Promise<void> | void;
  readonly stop: AbortController;
  /** settles when nothing is written any more */
  readonly ended: Promise<void>;
}
/** Often enough to look alive, seldom enough to draw nothing in vain. */
const TELL_EVERY_MS = 150;

const waitFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
async function findRoom(): Promise<number | null> {
  const usage = await estimateUsage();
  return usage && usage.quotaBytes - usage.usedBytes;
}
let serial = 0;

export function createDownloads({
  disk = createMemoryDisk(),
  fetch = (...asked) => globalThis.fetch(...asked),
  now = () => performance.now(),
  date = () => new Date().toISOString(),
  newId = () => `${Date.now().toString(36)}x${serial++}`,
  wait = waitFor,
  room = findRoom,
}: DownloadsOptions = {}): Downloads {
  const store = createStore<{ readonly tasks: ReadonlyMap<string, Download> }>(() => ({
    tasks: new Map(),
  }));
  const jobs = new Map<string, Job>();
  const patch = (id: string, change: Partial<Download>): void =>
    store.setState(({ tasks }) => {
      const task = tasks.get(id);
      return task ? { tasks: new Map(tasks).set(id, { ...task, ...change }) } : {};
    });
  const forget = (id: string): void =>
    store.setState(({ tasks }) => {
      const left = new Map(tasks);
      left.delete(id);
      return { tasks: left };
    });

  async function checkRoom(name: string, missing: number): Promise<void> {
    const free = await room();
    if (free === null || missing <= free) return;
    throw new FieldbookError(
      "storage",
      `${name} needs ${sayMegabytes(missing)} more, and the browser has room for ${sayMegabytes(free)}: delete weights under Notebooks, or free space on the disk.`,
      { missing, free },
    );
  }

  function run(record: DiskRecord, have: number, onDone: Job["onDone"], cell: string | null): void {
    const { key: id, name, url, bytes: total } = record;
    const stop = new AbortController();
    const pace = createPace();
    let told = -Infinity;
    let latest = have;
    const task: Download = {
      id,
      name,
      url,
      cell,
      status: "running",
      done: have,
      total,
      rate: null,
      secondsLeft: null,
      note: "",
      error: null,
    };
    store.setState(({ tasks }) => ({ tasks: new Map(tasks).set(id, task) }));
    const work = async (): Promise<void> => {
      try {
        await checkRoom(name, (total ?? 0) - have);
        const { sha256, bytes } = await fetchFile(record, {
          disk,
          fetch,
          wait,
          signal: stop.signal,
          onBytes: (done) => {
            latest = done;
            const time = now();
            if (time - told < TELL_EVERY_MS) return;
            told = time;
            const waited = store.getState().tasks.get(id)?.status === "waiting";
            patch(id, {
              done,
              status: "running",
              ...pace.at(time, done, total),
              ...(waited && { note: "" }),
            });
          },
          onNote: (note, waiting) =>
            patch(id, {
              note,
              rate: null,
              secondsLeft: null,
              ...(waiting && { status: "waiting" }),
            }),
          onChecking: () => patch(id, { status: "checking", rate: null, secondsLeft: null }),
        });
        const whole: DiskRecord = { ...record, bytes, sha256, at: date() };
        const same = (await disk.list()).find(
          (other) => other.sha256 === sha256 && other.key !== id,
        );
        if (same) await disk.remove(id);
        else await disk.save(whole);
        await onDone({ name, url, sha256, blob: await disk.blob(same?.key ?? id) });
        patch(id, { status: "done", done: bytes, total: bytes, note: "" });
      } catch (error) {
        const wire = toWireError(error);
        const status = wire.code === "cancelled" ? "paused" : "failed";
        patch(id, {
          status,
          done: latest,
          rate: null,
          secondsLeft: null,
          error: status === "failed" ? wire : null,
          ...(status === "paused" && { note: "" }),
        });
      }
    };
    jobs.set(id, { record, onDone, stop, ended: work() });
  }

  return {
    store,
    disk,
    fetch,
    async start({ name, url, head, pieces, bytes }, onDone, cell) {
      const id = newId();
      const record: DiskRecord = {
        key: id,
        name,
        url,
        bytes,
        head: head.length,
        pieces: [...pieces],
        sha256: null,
        at: date(),
      };
      await checkRoom(name, bytes ?? 0);
      const have = head.length;
      await disk.save(record);
      if (have > 0) {
        await disk.open(id);
        await disk.write(id, 0, head);
        await disk.close(id);
      }
      run(record, have, onDone, cell ?? null);
      return id;
    },
    pause: (id) => jobs.get(id)?.stop.abort(),
    async resume(id, onDone) {
      const job = jobs.get(id);
      await job?.ended;
      const file = (await disk.list()).find(({ key }) => key === id);
      if (!file)
        throw new FieldbookError("storage", "What came of this download is gone: begin it again.");
      const { have, ...record } = file;
      // a head that was never written whole
      if (have < record.head)
        throw new FieldbookError("storage", `${record.name}: begin this download again.`);
      const done = onDone ?? job?.onDone ?? (() => {});
      if (record.sha256 === null)
        return run(record, have, done, store.getState().tasks.get(id)?.cell ?? null);
      // all is here: only what is to be done with it failed
      const { name, url, sha256 } = record;
      await done({ name, url, sha256, blob: await disk.blob(id) });
      patch(id, { status: "done", error: null });
    },
    async cancel(id) {
      const job = jobs.get(id);
      job?.stop.abort();
      await job?.ended;
      jobs.delete(id);
      forget(id);
      const file = (await disk.list()).find(({ key }) => key === id);
      // one that was complete before it could be stopped is a file like any other
      if (file && file.sha256 === null) await disk.remove(id);
    },
    dismiss: forget,
    async find(sha256) {
      const file = (await disk.list()).find((one) => one.sha256 === sha256);
      if (!file) return null;
      return { name: file.name, url: file.url, sha256, blob: await disk.blob(file.key) };
    },
    list: () => disk.list(),
    async remove(key) {
      jobs.get(key)?.stop.abort();
      await jobs.get(key)?.ended;
      jobs.delete(key);
      forget(key);
      await disk.remove(key);
    },
  };
}

const sayMegabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;
