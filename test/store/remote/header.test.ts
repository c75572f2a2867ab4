import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readTensors } from "../../../src/store/remote/lookInside.ts";
import { createPace } from "../../../src/store/remote/progress.ts";
import { readRemoteHeader } from "../../../src/store/remote/safetensorsHeader.ts";
import { safetensorsFile } from "../../helpers/safetensorsFile.ts";
import { file, openHost, type Host } from "./server.ts";

let host: Host;
beforeEach(async () => void (host = await openHost()));
afterEach(() => host.close());

/** A file that claims a header of so many bytes, and the text that stands there. */
function claiming(bytes: bigint, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(text);
  const whole = new Uint8Array(8 + body.length);
  new DataView(whole.buffer).setBigUint64(0, bytes, true);
  whole.set(body, 8);
  return whole;
}
const read = (content: Uint8Array) => {
  host.paths.set("/f", file(content));
  return readRemoteHeader(`${host.address}/f`, "net", content.length, { fetch });
};

describe("the header of a safetensors file elsewhere", () => {
  it("tells the tensors, and asks for nothing behind it", async () => {
    const content = safetensorsFile([
      { name: "a", shape: [2, 3], values: new Float32Array(6) },
      { name: "b", shape: [], values: null },
    ]);
    host.paths.set("/f", file(content));
    const url = `${host.address}/f`;
    const files = [{ path: "x/f.safetensors", url, bytes: content.length, sha256: null }];
    const choice = { name: "f", url, files, bytes: content.length };
    expect(await readTensors(choice, { fetch })).toEqual([
      { name: "a", dtype: "F32", shape: [2, 3], elements: 6 },
      { name: "b", dtype: "I64", shape: [], elements: 1 },
    ]);
    const dataStart = content.length - 6 * 4 - 8;
    expect(host.asked.map(({ range }) => range)).toEqual(["bytes=0-7", `bytes=8-${dataStart - 1}`]);
    const pickled = [{ ...files[0]!, path: "f.pth" }];
    expect(await readTensors({ ...choice, files: pickled }, { fetch })).toBe(null);
  });
  it.each([
    ["claims more than the file has", claiming(1000n, "{}"), "claims 1000 bytes"],
    ["claims more than is ever read", claiming(2n ** 60n, "{}"), "claims"],
    ["is no JSON", claiming(4n, "{{{{"), "is not JSON"],
    ["is a list", claiming(2n, "[]"), "is not an object"],
    [
      "has a tensor without a shape",
      claiming(30n, '{"a":{"dtype":"F32"}}'.padEnd(30)),
      "has no dtype",
    ],
    [
      "has a tensor outside the file",
      claiming(70n, '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'.padEnd(70)),
      "lies outside the file",
    ],
    [
      "has offsets that go back",
      claiming(70n, '{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,0]}}'.padEnd(70)),
      "lies outside the file",
    ],
  ])("that %s is refused", async (_what, content, words) => {
    await expect(read(content)).rejects.toThrow(words);
    // no claim makes it ask for more than the file has
    for (const { range } of host.asked)
      expect(Number(/-(\d+)$/.exec(range ?? "")?.[1])).toBeLessThan(content.length);
  });
});

describe("the pace of a download", () => {
  it("is that of the last seconds, and begins anew with the download", () => {
    const pace = createPace();
    expect(pace.at(0, 0, 1000)).toEqual({ rate: null, secondsLeft: null });
    expect(pace.at(1000, 100, 1000)).toEqual({ rate: 100, secondsLeft: 9 });
    for (let second = 2; second <= 12; second++) pace.at(second * 1000, 100, 1000);
    // nothing came for ten seconds: nobody knows when the rest will be here
    expect(pace.at(13_000, 100, 1000)).toEqual({ rate: 0, secondsLeft: null });
    expect(pace.at(14_000, 0, 1000)).toEqual({ rate: null, secondsLeft: null });
    expect(pace.at(15_000, 50, null)).toEqual({ rate: 50, secondsLeft: null });
  });
});
