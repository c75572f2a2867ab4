import { createHash } from "node:crypto";
import { MessageChannel } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import type { Disk, DiskRecord } from "../../../src/client/disk/disk.ts";
import { createEitherDisk } from "../../../src/client/disk/eitherDisk.ts";
import { createMemoryDisk } from "../../../src/client/disk/memoryDisk.ts";
import { createPrivateDisk } from "../../../src/client/disk/privateDisk.ts";
import {
  createWorkerDisk,
  serveDisk,
  type DiskPort,
  type DiskWorker,
} from "../../../src/client/disk/workerDisk.ts";
import { createFakeFolder } from "./fakeFolder.ts";

const RECORD: DiskRecord = {
  key: "k1",
  name: "net.pth",
  url: "https://h.example/net.pth",
  bytes: 6,
  head: 0,
  pieces: [{ url: "https://h.example/net.pth", bytes: 6, skip: 0, sha256: null, etag: null }],
  sha256: null,
  at: "2026-01-01T00:00:00.000Z",
};
const bytes = (...values: number[]) => Uint8Array.from(values);
const textOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

/** A disk behind a channel, as behind a worker. */
function behindChannel(disk: Disk): Disk {
  const { port1, port2 } = new MessageChannel();
  const ends = [port1, port2].map((port) => ({
    postMessage: (message: unknown, transfer: ArrayBuffer[] = []) =>
      port.postMessage(message, transfer),
    addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
      if (type === "message") port.on("message", (data: unknown) => listener({ data }));
      port.unref();
    },
    terminate: () => port.close(),
  }));
  serveDisk(ends[1] as unknown as DiskPort, disk);
  return createWorkerDisk(() => {
    port1.ref();
    return ends[0] as unknown as DiskWorker;
  });
}

describe.each([
  ["in memory", () => createMemoryDisk()],
  ["of private files", () => createPrivateDisk(async () => createFakeFolder())],
  ["on another thread", () => behindChannel(createPrivateDisk(async () => createFakeFolder()))],
])("a disk %s", (_name, create) => {
  it("takes a file piece by piece, and gives it back", async () => {
    const disk = create();
    await disk.save(RECORD);
    expect(await disk.open("k1")).toBe(0);
    await disk.write("k1", 0, bytes(1, 2, 3));
    await disk.write("k1", 3, bytes(4, 5, 6));
    expect(await disk.list()).toEqual([{ ...RECORD, have: 6 }]);
    const expected = createHash("sha256")
      .update(bytes(9, 3, 4, 5))
      .digest("hex");
    expect(await disk.digest("k1", bytes(9), 2, 5)).toBe(expected);
    await disk.close("k1");
    expect(await textOf(await disk.blob("k1"))).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it("goes on after a file was closed, cuts it, and writes over its end", async () => {
    const disk = create();
    await disk.save(RECORD);
    await disk.open("k1");
    await disk.write("k1", 0, bytes(1, 2, 3, 4));
    await disk.close("k1");
    expect(await disk.open("k1")).toBe(4);
    await disk.truncate("k1", 2);
    await disk.write("k1", 2, bytes(8, 9));
    await disk.close("k1");
    expect(await textOf(await disk.blob("k1"))).toEqual([1, 2, 8, 9]);
  });
  it("removes a file, also one that is being written", async () => {
    const disk = create();
    await disk.save(RECORD);
    await disk.open("k1");
    await disk.write("k1", 0, bytes(1));
    await disk.remove("k1");
    expect(await disk.list()).toEqual([]);
    await disk.remove("k1");
    await expect(disk.write("k1", 0, bytes(1))).rejects.toMatchObject({ code: "storage" });
  });
  it("keeps what is known of a file anew", async () => {
    const disk = create();
    await disk.save(RECORD);
    await disk.open("k1");
    await disk.write("k1", 0, bytes(1, 2, 3, 4, 5, 6));
    await disk.close("k1");
    const whole = { ...RECORD, sha256: "ab".repeat(32) };
    await disk.save(whole);
    expect(await disk.list()).toEqual([{ ...whole, have: 6 }]);
  });
});

describe("private files", () => {
  it("outlive the thread that wrote them", async () => {
    const folder = createFakeFolder();
    const first = createPrivateDisk(async () => folder);
    await first.save(RECORD);
    await first.open("k1");
    await first.write("k1", 0, bytes(1, 2));
    await first.close("k1");
    const second = createPrivateDisk(async () => folder);
    expect(await second.list()).toEqual([{ ...RECORD, have: 2 }]);
  });
  it("are one tab's alone while they are written", async () => {
    const folder = createFakeFolder();
    const [mine, theirs] = [0, 1].map(() => createPrivateDisk(async () => folder));
    await mine!.save(RECORD);
    await mine!.open("k1");
    await expect(theirs!.open("k1")).rejects.toThrow("Another tab is busy with this file");
    await expect(theirs!.remove("k1")).rejects.toThrow("Another tab");
  });
  it("that are full say so", async () => {
    const folder = createFakeFolder();
    const disk = createPrivateDisk(async () => folder);
    await disk.save(RECORD);
    await disk.open("k1");
    folder.room = 0;
    await expect(disk.write("k1", 0, bytes(1))).rejects.toMatchObject({
      code: "storage",
      message: expect.stringContaining("no more room") as string,
    });
  });
  it("are passed over when the browser took them away, or another program wrote them", async () => {
    const folder = createFakeFolder();
    const disk = createPrivateDisk(async () => folder);
    await disk.save({ ...RECORD, sha256: "ab".repeat(32) });
    expect(await disk.list()).toEqual([]);
    for (const text of ["", "{", '{"key":"k1"}', '{"key":"../k1"}']) {
      folder.files.get("k1.json")!.bytes = new TextEncoder().encode(text);
      expect(await disk.list()).toEqual([]);
    }
  });
  it("without a record go after an hour, and not before", async () => {
    const folder = createFakeFolder();
    const disk = createPrivateDisk(async () => folder);
    await disk.open("left");
    await disk.close("left");
    await disk.list();
    expect([...folder.files.keys()]).toEqual(["left.bin"]);
    folder.files.get("left.bin")!.lastModified -= 4e6;
    await disk.list();
    expect([...folder.files.keys()]).toEqual([]);
  });
});

describe("memory", () => {
  it("takes no more than it may", async () => {
    const disk = createMemoryDisk(3);
    await disk.open("a");
    await disk.write("a", 0, bytes(1, 2));
    await expect(disk.write("a", 2, bytes(3, 4))).rejects.toThrow("keeps no files for this page");
  });
});

describe("either of two disks", () => {
  it("is the second where the first does not work at all", async () => {
    const findFolder = vi.fn<() => Promise<never>>(() =>
      Promise.reject(new DOMException("no", "SecurityError")),
    );
    const disk = createEitherDisk(createPrivateDisk(findFolder), createMemoryDisk());
    await disk.save(RECORD);
    expect(await disk.lasts()).toBe(false);
    expect(await disk.list()).toHaveLength(1);
    expect(findFolder).toHaveBeenCalledTimes(1);
  });
  it("is the first where that works", async () => {
    const first = createPrivateDisk(async () => createFakeFolder());
    expect(await createEitherDisk(first, createMemoryDisk()).lasts()).toBe(true);
  });
});
