import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { FileRef, ModelCell, NotebookDocument } from "../../../src/domain/document.ts";
import { runtimeOf } from "../../../src/store/notebook.ts";
import { createCell } from "../../../src/store/newCell.ts";
import { createMemoryDisk } from "../../../src/client/disk/memoryDisk.ts";
import { createDownloads } from "../../../src/store/remote/downloads.ts";
import { planDownload } from "../../../src/store/remote/plan.ts";
import type { Downloaded } from "../../../src/store/remote/download.ts";
import { restoreDownloaded, takeDownloaded } from "../../../src/store/remote/takeDownloaded.ts";
import { openBook, settled, show } from "../../helpers/openBook.ts";
import { file, openHost, someBytes, type Host } from "./server.ts";

const CONTENT = someBytes(1000);
const SHA = createHash("sha256").update(CONTENT).digest("hex");
const URL_ = "https://weights.example/net.pth";
const FILE: Downloaded = { name: "net.pth", url: URL_, sha256: SHA, blob: new Blob([CONTENT]) };
const REF: FileRef = { name: "net.pth", bytes: 1000, sha256: SHA, url: URL_ };

const empty: NotebookDocument = { title: "t", cells: [], extra: {} };
const model = (origin: ModelCell["origin"]): ModelCell => ({
  ...(createCell(empty, "model", "m") as ModelCell),
  origin,
});
const waiting = { ...empty, cells: [model({ type: "file", file: REF, weights: null })] };

let host: Host;
beforeEach(async () => void (host = await openHost()));
afterEach(async () => {
  vi.unstubAllGlobals();
  await host.close();
});

describe("downloaded weights", () => {
  it("fill the model cell, which remembers where they came from", async () => {
    const { book } = openBook();
    show(book, { ...empty, cells: [createCell(empty, "model", "m")] });
    await takeDownloaded(book, FILE, "m");
    const cell = book.store.getState().document.cells[0] as ModelCell;
    expect(cell.origin).toEqual({ type: "file", file: REF, weights: null });
    expect(book.store.getState().present.has(SHA)).toBe(true);
  });
  it("from an address that no notebook may hold are used without it", async () => {
    const { book } = openBook();
    show(book, { ...empty, cells: [createCell(empty, "model", "m")] });
    await takeDownloaded(book, { ...FILE, url: "http://127.0.0.1/net.pth" }, "m");
    const cell = book.store.getState().document.cells[0] as ModelCell;
    expect(cell.origin.type === "file" && cell.origin.file.url).toBe(undefined);
  });
  it("that are no checkpoint change nothing", async () => {
    const { book } = openBook();
    show(book, { ...empty, cells: [createCell(empty, "model", "m")] });
    const before = book.store.getState().document;
    await expect(takeDownloaded(book, { ...FILE, name: "bad.pth" }, "m")).rejects.toThrow();
    expect(book.store.getState().document).toBe(before);
  });
  it("that a notebook waits for make its cells run", async () => {
    const { book } = openBook();
    show(book, waiting);
    await settled(book);
    expect(runtimeOf(book, "m").run).toMatchObject({
      status: "failed",
      error: { code: "missing-file" },
    });
    restoreDownloaded(book, FILE, REF);
    await settled(book);
    expect(runtimeOf(book, "m").run.status).toBe("done");
    expect(book.store.getState().document).toBe(waiting);
  });
  it("that are others by now are not taken for those", async () => {
    const { book } = openBook();
    show(book, waiting);
    const other = { ...FILE, sha256: "cd".repeat(32) };
    expect(() => restoreDownloaded(book, other, REF)).toThrow("is no longer the file");
    expect(book.store.getState().present.size).toBe(0);
  });
});

describe("opening a notebook that names an address", () => {
  it("asks nothing of it", async () => {
    const asked = vi.fn<typeof fetch>();
    vi.stubGlobal("fetch", asked);
    const { book } = openBook();
    show(book, waiting);
    await settled(book);
    expect(asked).not.toHaveBeenCalled();
    expect(runtimeOf(book, "m").run.status).toBe("failed");
  });
  it("finds what an earlier visit downloaded", async () => {
    host.paths.set("/net.pth", file(CONTENT));
    const disk = createMemoryDisk();
    const url = `${host.address}/net.pth`;
    const files = [{ path: "net.pth", url, bytes: null, sha256: null }];
    const plan = await planDownload({ name: "net.pth", url, files, bytes: null }, { fetch });
    const earlier = createDownloads({ disk });
    await new Promise<void>((done) => void earlier.start(plan, () => done()));
    host.asked.length = 0;
    const { book } = openBook(null, { downloads: createDownloads({ disk }) });
    show(book, waiting);
    await settled(book);
    expect(runtimeOf(book, "m").run.status).toBe("done");
    expect(host.asked).toEqual([]);
  });
});
