import { forceCloseDatabase } from "fake-indexeddb";
import { openDB } from "idb";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../../src/store/persistence/database.ts";
import type { Library, LibraryEvent } from "../../../src/store/persistence/library.ts";
import { openLibrary } from "../../../src/store/persistence/openLibrary.ts";
import {
  change,
  fillDisk,
  freshLibrary,
  freshName,
  logits,
  recordOf,
  saveOf,
  until,
} from "./helpers.ts";

let release = (): void => undefined;
afterEach(() => release());
const keysOf = async (library: Library, keys: readonly string[]): Promise<string[]> =>
  [...(await library.results(keys)).keys()].toSorted();

describe("a notebook in the library", () => {
  it("comes back as it was saved, with its history and revision", async () => {
    const library = await freshLibrary();
    const changes = ["a", "b", "c"].map(change);
    const record = {
      ...recordOf("n", '{"cells":[{},{}]}'),
      cursor: 2,
      origin: { type: "url", url: "https://x.example", published: "p", openedAt: "now" } as const,
    };
    expect(await library.save(saveOf("n", { record, changes }))).toEqual({
      status: "saved",
      revision: 1,
    });
    expect(await library.load("n")).toEqual({
      record: { ...record, revision: 1 },
      changes,
      first: 0,
    });
    const { text: _text, bin: _bin, cursor: _cursor, ...summary } = record;
    const bytes = new TextEncoder().encode(record.text).length;
    expect(await library.list()).toEqual([{ ...summary, revision: 1, cells: 2, bytes }]);
    expect(await library.load("nobody")).toBeNull();
  });

  it("has only the end of its history replaced, and its beginning forgotten", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { changes: ["a", "b", "c"].map(change) }));
    await library.save(saveOf("m", { changes: ["other"].map(change) }));
    await library.save(
      saveOf("n", { expected: 1, first: 1, changesFrom: 2, changes: [change("d")] }),
    );
    const stored = await library.load("n");
    expect(stored?.changes.map(({ label }) => label)).toEqual(["b", "d"]);
    expect(stored?.first).toBe(1);
    expect((await library.load("m"))?.changes).toHaveLength(1);
  });

  it("is not written when another tab saved in between", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { changes: [change("a")] }));
    await library.save(saveOf("n", { expected: 1, record: recordOf("n", "theirs") }));
    const before = await library.load("n");
    const mine = saveOf("n", {
      expected: 1,
      record: recordOf("n", "mine"),
      changes: [change("x")],
    });
    expect(await library.save(mine)).toEqual({ status: "conflict", theirs: before?.record });
    expect(await library.save({ ...mine, expected: 0 })).toMatchObject({ status: "conflict" });
    expect(await library.load("n")).toEqual(before);
  });

  it("is said to be gone when it was deleted for ever", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { changes: [change("a")] }));
    await library.addSnapshot({ notebook: "n", at: "2026-01-01", label: "opened", text: "t" });
    await library.purge("n");
    expect(await library.save(saveOf("n", { expected: 1 }))).toEqual({ status: "gone" });
    expect([await library.load("n"), await library.snapshots("n"), await library.list()]).toEqual([
      null,
      [],
      [],
    ]);
    expect(await library.save(saveOf("n"))).toEqual({ status: "saved", revision: 1 });
    expect((await library.load("n"))?.changes).toEqual([]);
  });

  it("goes to the bin and comes back without a new revision", async () => {
    const library = await freshLibrary({ clock: () => Date.UTC(2026, 1, 2) });
    await library.save(saveOf("n"));
    await library.setDeleted("n", true);
    expect(await library.list()).toMatchObject([
      { deletedAt: "2026-02-02T00:00:00.000Z", revision: 1 },
    ]);
    await library.setDeleted("n", false);
    expect(await library.list()).toMatchObject([{ deletedAt: null, revision: 1 }]);
  });

  it("is read back and compared", async () => {
    const name = freshName();
    const library = await openLibrary({ name });
    await library.save(saveOf("n", { record: recordOf("n", "text") }));
    expect(await library.verify("n", 1, "text")).toBe(true);
    expect(await library.verify("n", 2, "text")).toBe(false);
    const db = await openDB(name);
    await db.put("notebooks", { ...recordOf("n", "tex"), revision: 1 });
    db.close();
    expect(await library.verify("n", 1, "text")).toBe(false);
    expect(await library.verify("nobody", 1, "text")).toBe(false);
  });

  it("with a text that is no JSON is listed all the same", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { record: recordOf("n", "{") }));
    expect(await library.list()).toMatchObject([{ id: "n", cells: 0 }]);
  });
});

describe("snapshots", () => {
  const take = (library: Library, minute: number, text = `${minute}`, notebook = "n") =>
    library.addSnapshot({
      notebook,
      at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
      label: "while editing",
      text,
    });

  it("are not taken twice of one text", async () => {
    const library = await freshLibrary();
    for (const text of ["a", "a", "b", "a"]) await take(library, 0, text);
    await take(library, 0, "a", "another");
    expect((await library.snapshots("n")).map(({ text }) => text)).toEqual(["a", "b", "a"]);
  });

  it("are at most 50: the newest ten all, the older ones ever sparser, the first for ever", async () => {
    const library = await freshLibrary();
    for (let i = 0; i < 300; i++) await take(library, 10 * i);
    const minutes = (await library.snapshots("n")).map(({ text }) => Number(text));
    expect(minutes).toHaveLength(50);
    expect(minutes[0]).toBe(0);
    expect(minutes.slice(-10)).toEqual(Array.from({ length: 10 }, (_, i) => 2900 + 10 * i));
    const gaps = minutes.slice(1).map((minute, i) => minute - minutes[i]!);
    const early = gaps.slice(0, 15).reduce((sum, gap) => sum + gap, 0);
    const late = gaps.slice(-15).reduce((sum, gap) => sum + gap, 0);
    expect(early).toBeGreaterThan(3 * late);
    // no hole: each gap is a small part of the age of what it follows
    for (const [i, gap] of gaps.entries())
      expect(gap).toBeLessThan(Math.max(60, 0.25 * (2990 - minutes[i]!)));
  });
});

describe("results", () => {
  it("come back as they were put, by key", async () => {
    const library = await freshLibrary();
    await library.putResult("a", logits(10));
    await library.putResult("b", logits(20));
    expect(await library.results(["a", "nobody", "a"])).toEqual(new Map([["a", logits(10)]]));
  });

  it("cost no question to the disk when they were never kept, and are found once they are", async () => {
    const library = await freshLibrary();
    await library.putResult("a", logits(10));
    expect(await keysOf(library, ["a", "b"])).toEqual(["a"]);
    const asked = vi.spyOn(IDBDatabase.prototype, "transaction");
    expect(await keysOf(library, ["b", "c"])).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
    await library.putResult("c", logits(30));
    expect(await keysOf(library, ["b", "c"])).toEqual(["c"]);
  });

  it("make room by age of use when there is more than the library may keep", async () => {
    let clock = 0;
    const library = await freshLibrary({ mostResultBytes: 3 * 4500, clock: () => clock++ });
    for (const key of ["a", "b", "c"]) await library.putResult(key, logits(1000));
    expect(await keysOf(library, ["a"])).toEqual(["a"]);
    await library.putResult("d", logits(1000));
    expect(await keysOf(library, ["a", "b", "c", "d"])).toEqual(["a", "c", "d"]);
  });

  it("make room on a full disk, once", async () => {
    let clock = 0;
    const library = await freshLibrary({ clock: () => clock++ });
    for (const key of ["a", "b", "c", "d"]) await library.putResult(key, logits(1000));
    let left = 1;
    release = fillDisk((store) => store === "results" && left-- > 0);
    await library.putResult("e", logits(1000));
    release();
    expect(await keysOf(library, ["a", "b", "c", "d", "e"])).toEqual(["c", "d", "e"]);
    release = fillDisk((store) => store === "results");
    await expect(library.putResult("f", logits(1000))).rejects.toMatchObject({
      code: "storage",
      data: { reason: "full" },
    });
  });

  it("can be read when the disk is too full to note that they were", async () => {
    const library = await freshLibrary();
    await library.putResult("a", logits(10));
    release = fillDisk();
    expect(await keysOf(library, ["a"])).toEqual(["a"]);
  });
});

describe("a full disk", () => {
  it("is said with what to do, and nothing is half written", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n", { changes: [change("a")] }));
    const before = await library.load("n");
    release = fillDisk((store) => store === "changes");
    const next = saveOf("n", {
      record: recordOf("n", "new"),
      expected: 1,
      changes: [change("b")],
    });
    await expect(library.save(next)).rejects.toMatchObject({
      code: "storage",
      message:
        "This browser's storage is full: free space on this computer, or export the notebook, then delete notebooks or results in the library.",
    });
    expect(await library.load("n")).toEqual(before);
    release();
    expect(await library.save(next)).toEqual({ status: "saved", revision: 2 });
  });

  it("is said as such when it is found only as the transaction ends", async () => {
    const library = await freshLibrary();
    await library.save(saveOf("n"));
    const before = await library.load("n");
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key) {
      const request = put.call(this, value, key);
      // as browsers do: the requests fail with AbortError, the transaction tells why
      const { transaction } = this as unknown as { transaction: { _abort(name: string): void } };
      queueMicrotask(() => transaction._abort("QuotaExceededError"));
      return request;
    };
    release = () => Object.assign(IDBObjectStore.prototype, { put });
    await expect(library.save(saveOf("n", { expected: 1 }))).rejects.toMatchObject({
      code: "storage",
      data: { reason: "full" },
    });
    release();
    expect(await library.load("n")).toEqual(before);
  });

  it("loses results and files before a letter", async () => {
    const library = await freshLibrary();
    await library.putResult("r", logits(1));
    await library.putFile("f", { name: "w.pth", blob: new Blob(["weights"]) });
    let refusals = 1;
    release = fillDisk((store) => store === "notebooks" && refusals-- > 0);
    const record = recordOf("n", JSON.stringify({ cells: [], text: "x".repeat(1000) }));
    expect(await library.save(saveOf("n", { record }))).toMatchObject({ status: "saved" });
    expect(await keysOf(library, ["r"])).toEqual([]);
    expect(await library.file("f")).toBeNull();
  });
});

describe("files", () => {
  it("come back byte for byte with their names", async () => {
    const library = await freshLibrary();
    await library.putFile("abc", {
      name: "weights.pth",
      blob: new Blob([new Uint8Array([1, 2, 3])]),
    });
    const file = await library.file("abc");
    expect(file?.name).toBe("weights.pth");
    expect([...new Uint8Array(await file!.blob.arrayBuffer())]).toEqual([1, 2, 3]);
    expect(await library.file("nobody")).toBeNull();
  });
});

describe("tabs", () => {
  it("hear of saves, removals and openings of others, not of their own", async () => {
    const name = freshName();
    const [mine, theirs] = [await openLibrary({ name }), await openLibrary({ name })];
    const heard: LibraryEvent[] = [];
    const own: LibraryEvent[] = [];
    const end = theirs.watch((event) => heard.push(event));
    mine.watch((event) => own.push(event));
    await mine.save(saveOf("n"));
    await mine.setDeleted("n", true);
    await mine.setDeleted("n", false);
    mine.announce("opened", "n");
    mine.announce("closed", "n");
    await mine.purge("n");
    await until(() => heard.length === 6);
    expect(heard.map(({ type, revision }) => [type, revision])).toEqual([
      ["saved", 1],
      ["removed", 1],
      ["saved", 1],
      ["opened", 0],
      ["closed", 0],
      ["removed", 0],
    ]);
    expect(new Set(heard.map(({ tab }) => tab)).size).toBe(1);
    end();
    mine.announce("opened", "n");
    theirs.announce("opened", "n");
    await until(() => own.length === 1);
    expect(heard).toHaveLength(6);
    mine.close();
    theirs.close();
  });

  it("ignore what is no event of a library", async () => {
    const name = freshName();
    const library = await openLibrary({ name });
    const heard: LibraryEvent[] = [];
    library.watch((event) => heard.push(event));
    const channel = new BroadcastChannel(name);
    for (const message of [null, "saved", { type: "saved" }, { type: "x", notebook: "n" }])
      channel.postMessage(message);
    const good = { type: "saved", notebook: "n", revision: 3, tab: "t" };
    channel.postMessage(good);
    await until(() => heard.length > 0);
    expect(heard).toEqual([good]);
    channel.close();
    library.close();
  });
});

describe("a database that is not to be had", () => {
  it("says that the browser keeps nothing where there is none, or it cannot be opened", async () => {
    const { indexedDB } = globalThis;
    const absent = { code: "storage", data: { reason: "absent" } };
    try {
      Reflect.deleteProperty(globalThis, "indexedDB");
      await expect(openLibrary()).rejects.toMatchObject(absent);
      const open = (): never => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
      Object.assign(globalThis, { indexedDB: { open } });
      await expect(openLibrary()).rejects.toMatchObject(absent);
    } finally {
      Object.assign(globalThis, { indexedDB });
    }
  });

  it("says so when a newer Fieldbook made it, or takes it over", async () => {
    const name = freshName();
    const library = await openLibrary({ name });
    await library.save(saveOf("n"));
    const newer = await openDB(name, 2);
    const outdated = { code: "storage", data: { reason: "outdated" } };
    await expect(library.load("n")).rejects.toMatchObject(outdated);
    await expect(openLibrary({ name })).rejects.toMatchObject(outdated);
    newer.close();
  });

  it("says so when an older one does not let go", async () => {
    const name = freshName();
    const older = await openDB(name, 1);
    await expect(openDatabase(name, 2)).rejects.toMatchObject({ data: { reason: "blocked" } });
    older.close();
  });

  it("says so after it was closed", async () => {
    const library = await freshLibrary();
    library.close();
    await expect(library.list()).rejects.toMatchObject({ data: { reason: "closed" } });
  });

  it.each(["with a word", "without a word"])(
    "is opened again when the browser cut the connection %s",
    async (how) => {
      const library = await freshLibrary();
      const { transaction } = IDBDatabase.prototype;
      const connections = new Set<IDBDatabase>();
      IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args) {
        connections.add(this);
        return transaction.apply(this, args);
      };
      release = () => Object.assign(IDBDatabase.prototype, { transaction });
      await library.save(saveOf("n"));
      const [first] = connections;
      if (how === "with a word") forceCloseDatabase(first as never);
      else first!.close();
      expect(await library.list()).toHaveLength(1);
      expect(connections.size).toBe(2);
    },
  );
});
