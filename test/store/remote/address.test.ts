import { describe, expect, it } from "vitest";
import { fileNameOf, hubFileUrl, parseAddress } from "../../../src/store/remote/address.ts";

const hub = (repo: string, revision = "main", path: string | null = null) => ({
  type: "hub",
  repo,
  revision,
  path,
});
const ID = "timm/convnext_tiny.in12k";

describe("an address", () => {
  it.each([
    [ID, hub(ID)],
    [`  ${ID}\n`, hub(ID)],
    [`${ID}@refs-pr`, hub(ID, "refs-pr")],
    [`${ID}/model.safetensors`, hub(ID, "main", "model.safetensors")],
    [
      `${ID}@abc123/sub folder/model.safetensors`,
      hub(ID, "abc123", "sub folder/model.safetensors"),
    ],
    [`hf://${ID}`, hub(ID)],
    [`huggingface.co/${ID}`, hub(ID)],
    [`https://huggingface.co/${ID}`, hub(ID)],
    [`https://huggingface.co/${ID}/`, hub(ID)],
    [`https://www.huggingface.co/${ID}?library=timm`, hub(ID)],
    [`https://hf.co/${ID}#model-details`, hub(ID)],
    [`https://huggingface.co/${ID}/tree/main`, hub(ID)],
    [`https://huggingface.co/${ID}/tree/v1.0/onnx`, hub(ID, "v1.0")],
    [`https://huggingface.co/${ID}/tree/refs%2Fpr%2F1`, hub(ID, "refs/pr/1")],
    [`https://huggingface.co/${ID}/tree/refs/pr/1`, hub(ID, "refs/pr/1")],
    [
      `https://huggingface.co/${ID}/blob/main/model.safetensors?show_file_info=model.safetensors`,
      hub(ID, "main", "model.safetensors"),
    ],
    [`https://huggingface.co/${ID}/resolve/main/a/b.pth?download=true`, hub(ID, "main", "a/b.pth")],
    [
      `https://huggingface.co/${ID}/raw/main/model.safetensors.index.json`,
      hub(ID, "main", "model.safetensors.index.json"),
    ],
    [`https://huggingface.co/api/models/${ID}/tree/main`, hub(ID)],
    [
      `https://huggingface.co/gpt2/resolve/main/model.safetensors`,
      hub("gpt2", "main", "model.safetensors"),
    ],
    [
      "https://github.com/SwinTransformer/storage/releases/download/v1.0.0/swin_tiny_patch4_window7_224.pth",
      {
        type: "file",
        url: "https://github.com/SwinTransformer/storage/releases/download/v1.0.0/swin_tiny_patch4_window7_224.pth",
      },
    ],
    [
      "github.com/o/r/blob/main/w/a.pth",
      { type: "file", url: "https://raw.githubusercontent.com/o/r/main/w/a.pth" },
    ],
    [
      "https://download.pytorch.org/models/resnet50-0676ba61.pth",
      { type: "file", url: "https://download.pytorch.org/models/resnet50-0676ba61.pth" },
    ],
  ])("%s is understood", (text, expected) => {
    expect(parseAddress(text)).toEqual(expected);
  });

  it.each([
    ["", "There is no address yet"],
    ["slak", "give a Hugging Face id"],
    ["a b/c", "give a Hugging Face id"],
    ["../../etc/passwd", "give a Hugging Face id"],
    ["datasets/imagenet", "give a Hugging Face id"],
    ["https://huggingface.co/", "give a Hugging Face id"],
    ["https://huggingface.co/timm", "give a Hugging Face id"],
    ["https://huggingface.co/datasets/a/b", "is no model"],
    ["https://huggingface.co/spaces/a/b", "is no model"],
    ["http://example.org/a.pth", "https only"],
    ["ftp://example.org/a.pth", "give a Hugging Face id"],
    ["javascript:alert(1)", "give a Hugging Face id"],
    ["file:///etc/passwd", "give a Hugging Face id"],
    ["https://name:word@example.org/a.pth", "leave the name and the password out"],
  ])("%j is refused with a sentence", (text, words) => {
    expect(() => parseAddress(text)).toThrow(words);
  });

  it("on a drive that serves people alone says what to do by hand", () => {
    const drive =
      "https://drive.google.com/file/d/1Iut2f5FMS_77jGPYoUJDQzDIXOsax1u4/view?usp=sharing";
    expect(() => parseAddress(drive)).toThrow(
      `Google Drive hands files only to people, not to other pages: open ${drive}, download the file there, then drop it on this page.`,
    );
    expect(() =>
      parseAddress("https://surfdrive.surf.nl/files/index.php/s/VXzBxFXQdlAQ7h8"),
    ).toThrow(/^SURFdrive .* drop it on this page/);
    expect(() => parseAddress("https://pan.baidu.com/s/1gspbbfqooMtegt_DO1TUeA")).toThrow(/^Baidu/);
  });
});

describe("a file of the hub", () => {
  it("has an address whose parts are escaped", () => {
    expect(hubFileUrl({ repo: "a/b", revision: "refs/pr/1" }, "x y/ä?.pth")).toBe(
      "https://huggingface.co/a/b/resolve/refs%2Fpr%2F1/x%20y/%C3%A4%3F.pth",
    );
  });
  it("is called by the last part of its address", () => {
    expect(fileNameOf("https://h.org/a/b%20c.pth?x=1#y")).toBe("b c.pth");
    expect(fileNameOf("https://h.org/")).toBe("h.org");
    expect(fileNameOf("https://h.org/%E0%A4%A")).toBe("%E0%A4%A");
  });
});
