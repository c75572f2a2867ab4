import { beforeEach, describe, expect, it, vi } from "vitest";
import type { EngineClient } from "../../src/client/engineClient.ts";
import { createNotebook, EMPTY_DOCUMENT, type Notebook } from "../../src/store/notebook.ts";
import { openRoute } from "../../src/store/openRoute.ts";
import type { Library, NotebookSummary } from "../../src/store/persistence/library.ts";
import { openNotebook, startNotebook } from "../../src/store/session.ts";

const shared = { ...EMPTY_DOCUMENT, title: "Shared" };
vi.mock("../../src/store/session.ts", () => ({
  openNotebook: vi.fn<() => Promise<void>>(() => Promise.resolve()),
  startNotebook: vi.fn<() => Promise<string>>(() => Promise.resolve("new")),
}));
vi.mock("../../src/store/format/shareLink.ts", () => ({
  decodeShareLink: (fragment: string) =>
    fragment === "doc=good" ? Promise.resolve(shared) : Promise.reject(new Error("bad link")),
}));
vi.mock("../../src/store/format/parseNotebook.ts", () => ({
  parseNotebook: (text: string) => ({
    document: { ...EMPTY_DOCUMENT, title: text },
    results: new Map([["key", "value"]]),
  }),
}));
vi.mock("../../src/store/format/serialiseNotebook.ts", () => ({
  serialiseNotebook: ({ title }: { title: string }) => `serialised ${title}`,
}));

const summary = (id: string, modifiedAt: string, deletedAt: string | null): NotebookSummary => ({
  id,
  title: id,
  createdAt: modifiedAt,
  modifiedAt,
  revision: 1,
  origin: null,
  deletedAt,
  cells: 0,
  bytes: 0,
});
const LIST = [
  summary("old", "2025-01-01T00:00:00Z", null),
  summary("new", "2025-03-01T00:00:00Z", null),
  summary("gone", "2025-05-01T00:00:00Z", "2025-05-02T00:00:00Z"),
];
const AT = "2025-06-01T00:00:00Z";
const createBook = (list: readonly NotebookSummary[] | null): Notebook =>
  createNotebook({} as EngineClient, {
    library: list && ({ list: () => Promise.resolve(list) } as unknown as Library),
    date: () => AT,
  });
const around = (last: string | null = null) => ({
  address: "https://field.example/",
  last,
  fetch: () => Promise.resolve(new Response("fetched")),
});
const LAST = { type: "last", cell: null } as const;

beforeEach(() => vi.clearAllMocks());

describe("opening what the address asks for", () => {
  it("opens the notebook that was open last, if it is still there", async () => {
    const book = createBook(LIST);
    await openRoute(book, LAST, around("old"));
    expect(vi.mocked(openNotebook).mock.calls).toEqual([[book, "old"]]);
  });
  it.each([null, "gone", "unheard-of"])("opens the newest when the last was %s", async (last) => {
    const book = createBook(LIST);
    await openRoute(book, LAST, around(last));
    expect(vi.mocked(openNotebook).mock.calls).toEqual([[book, "new"]]);
  });
  it("welcomes whoever has no notebook, or no library, with an example and its results", async () => {
    for (const list of [[], null]) {
      await openRoute(createBook(list), LAST, around());
      const [, document, options] = vi.mocked(startNotebook).mock.lastCall!;
      expect(document.title).toBe("fetched");
      expect(options.origin).toMatchObject({
        type: "example",
        url: "https://field.example/examples/scaling-past-31.fieldbook.json",
      });
      expect(options.results?.size).toBe(1);
    }
    expect(openNotebook).not.toHaveBeenCalled();
  });
  it("welcomes them with a network at random where no examples are served", async () => {
    for (const list of [[], null]) {
      const gone = () => Promise.resolve(new Response("", { status: 404 }));
      await openRoute(createBook(list), LAST, { ...around(), fetch: gone });
      expect(vi.mocked(startNotebook).mock.lastCall?.[1].cells.map(({ type }) => type)).toEqual([
        "text",
        "model",
        "erf",
      ]);
    }
    expect(openNotebook).not.toHaveBeenCalled();
  });
  it("says that a notebook cannot be here where nothing is kept", async () => {
    const route = { type: "notebook", id: "a", cell: null } as const;
    await expect(openRoute(createBook(null), route, around())).rejects.toMatchObject({
      code: "storage",
    });
  });
  it("makes a notebook of a document in the address", async () => {
    const book = createBook([]);
    await openRoute(book, { type: "shared", fragment: "doc=good" }, around());
    const origin = { type: "link", url: "", published: "serialised Shared", openedAt: AT };
    expect(vi.mocked(startNotebook).mock.calls).toEqual([[book, shared, { origin }]]);
  });
  it("starts nothing of a link that cannot be read", async () => {
    const route = { type: "shared", fragment: "doc=bad" } as const;
    await expect(openRoute(createBook([]), route, around())).rejects.toThrow("bad link");
    expect(startNotebook).not.toHaveBeenCalled();
  });
  it.each([
    ["https://a.org/b.json", "https://a.org/b.json", "url"],
    ["/examples/c.fieldbook.json", "https://field.example/examples/c.fieldbook.json", "example"],
  ])("fetches %s with its results", async (asked, url, type) => {
    const book = createBook([]);
    await openRoute(book, { type: "url", url: asked }, around());
    expect(vi.mocked(startNotebook).mock.calls).toEqual([
      [
        book,
        { ...EMPTY_DOCUMENT, title: "fetched" },
        {
          origin: { type, url, published: "serialised fetched", openedAt: AT },
          results: new Map([["key", "value"]]),
        },
      ],
    ]);
  });
  it("asks no server over an open line", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const route = { type: "url", url: "http://a.org/b.json" } as const;
    await expect(openRoute(createBook([]), route, { ...around(), fetch })).rejects.toMatchObject({
      code: "bad-spec",
    });
    expect(fetch).not.toHaveBeenCalled();
  });
});
