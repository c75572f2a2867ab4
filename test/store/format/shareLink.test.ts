import { describe, expect, it } from "vitest";
import { deflate, inflate } from "../../../src/store/format/inflate.ts";
import { toBase64 } from "../../../src/store/format/base64.ts";
import {
  decodeShareLink,
  describeLinkLength,
  encodeShareLink,
  SHARE_WARNING_CHARACTERS,
} from "../../../src/store/format/shareLink.ts";
import { createWelcome } from "../../../src/store/welcome.ts";

const ids = () => {
  let n = 0;
  return () => `id${n++}`;
};
const DOCUMENT = createWelcome(ids());
const link = await encodeShareLink(DOCUMENT);
const url64 = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
const damaged = (characters: number): string =>
  `The link is damaged or was cut: ${characters} characters of it arrived. Ask for the whole link, or for the file.`;

describe("a link that holds a notebook", () => {
  it("is short for a short notebook", () => {
    expect(link.length).toBeLessThan(1000);
  });

  it("is read with and without the sign before it", async () => {
    expect(await decodeShareLink(link)).toEqual(DOCUMENT);
    expect(await decodeShareLink(`#${link}`)).toEqual(DOCUMENT);
  });

  it.each([
    ["cut anywhere", link.slice(0, -20)],
    ["cut by one sign", link.slice(0, -1)],
    ["cut to nothing", "doc="],
    ["with a sign too many", `${link}A`],
    ["with a full stop behind it", `${link}.`],
    ["of no bytes", "doc=!!!!"],
    ["of other bytes", `doc=${"A".repeat(50)}`],
    ["without its beginning", ""],
  ])("%s is refused with one sentence", async (_, fragment) => {
    const characters = fragment.replace("doc=", "").length;
    await expect(decodeShareLink(fragment)).rejects.toMatchObject({
      code: "bad-file",
      message: damaged(characters),
    });
  });

  it("is refused with any one letter wrong", async () => {
    for (let i = 4; i < link.length; i += 7) {
      const wrong = `${link.slice(0, i)}${link[i] === "A" ? "B" : "A"}${link.slice(i + 1)}`;
      await expect(decodeShareLink(wrong)).rejects.toMatchObject({ code: "bad-file" });
    }
  });

  it("is refused when it unpacks to more than a notebook", async () => {
    const bomb = await deflate(new Uint8Array(64e6));
    expect(bomb.length).toBeLessThan(100_000);
    const bytes = new Uint8Array(bomb.length + 4);
    bytes.set(bomb);
    await expect(decodeShareLink(`doc=${url64(bytes)}`)).rejects.toMatchObject({
      code: "too-large",
      message:
        "The link unpacks to more than 8 MB, which no link of Fieldbook does: it is not opened.",
    });
  });

  it("is not made of a notebook too large for it", async () => {
    const text = { ...DOCUMENT.cells[0]!, text: "x".repeat(1e6) } as (typeof DOCUMENT.cells)[0];
    const cells = Array.from({ length: 9 }, (_, i) => ({ ...text, id: `c${i}` }));
    await expect(encodeShareLink({ ...DOCUMENT, cells })).rejects.toMatchObject({
      code: "too-large",
      message:
        "The notebook holds 9.0 MB of text, and a link carries at most 8: share the file instead.",
    });
  });
});

describe("inflating", () => {
  it("gives all when it fits exactly, and nothing of what does not", async () => {
    const bytes = Uint8Array.from({ length: 30_000 }, (_, i) => (i * i) % 251);
    const packed = await deflate(bytes);
    expect(await inflate(packed, 30_000)).toEqual(bytes);
    expect(await inflate(packed, 29_999)).toBeNull();
  });
});

describe("the length of a link", () => {
  it("is said when programs may cut it", () => {
    expect(describeLinkLength(SHARE_WARNING_CHARACTERS)).toBeNull();
    expect(describeLinkLength(5312)).toBe(
      "The link has 5,312 characters: several chat and mail programs cut links at about 2,000, so send the file instead, or try whether the link arrives whole.",
    );
  });
});
