/** What a person may paste to say where weights are: a Hugging Face id, a page of it, or a file's address. */
import { FieldbookError } from "../../domain/errors.ts";

export type RemoteAddress =
  /** a repository of Hugging Face; `path` null means all of its files */
  | {
      readonly type: "hub";
      /** `owner/name`, or `name` alone for the oldest */
      readonly repo: string;
      /** branch, tag or commit */
      readonly revision: string;
      readonly path: string | null;
    }
  | { readonly type: "file"; readonly url: string };

export const HUB = "https://huggingface.co";
const HUB_HOSTS = new Set(["huggingface.co", "www.huggingface.co", "hf.co"]);
const PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,95})";
const ID = new RegExp(`^(${PART})/(${PART})(?:@([^/\\s]+))?(?:/(\\S.*))?$`);
/** Pages of the hub that are no models. */
const NO_MODELS = new Set(["datasets", "spaces", "docs", "blog", "papers", "collections", "api"]);
/** What follows a repository in an address, before revision and path. */
const VIEWS = new Set(["tree", "blob", "resolve", "raw", "blame", "commits"]);

const refuse = (text: string, why: string): FieldbookError =>
  new FieldbookError("bad-spec", `${text.length > 80 ? `${text.slice(0, 80)}…` : text}: ${why}`);
const WANTED =
  "give a Hugging Face id as timm/convnext_tiny.in12k, the address of its page, or the address of a file that begins with https.";

/** Reads an address of any of these forms; rejects the rest with one sentence. */
export function parseAddress(text: string): RemoteAddress {
  const given = text.trim().replace(/^<(.*)>$/, "$1");
  if (given === "") throw new FieldbookError("bad-spec", `There is no address yet: ${WANTED}`);
  if (/^hf:\/\//i.test(given)) return parseId(given, given.slice(5));
  const host = /^(?:www\.)?(?:huggingface\.co|hf\.co|github\.com|drive\.google\.com)\//i;
  if (/^[a-z][a-z0-9+.-]*:/i.test(given)) return parseUrl(given);
  return host.test(given) ? parseUrl(`https://${given}`) : parseId(given, given);
}

function parseId(given: string, id: string): RemoteAddress {
  const match = ID.exec(id);
  if (!match || NO_MODELS.has(match[1] ?? "")) throw refuse(given, WANTED);
  const [, owner, name, revision = "main", path = null] = match;
  return { type: "hub", repo: `${owner}/${name}`, revision, path };
}

function parseUrl(given: string): RemoteAddress {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url) throw refuse(given, `this is no address; ${WANTED}`);
  if (url.protocol === "http:")
    throw refuse(given, "pages may fetch over https only; write https:// if the host offers it.");
  if (url.protocol !== "https:") throw refuse(given, WANTED);
  if (url.username !== "" || url.password !== "")
    throw refuse(url.host, "leave the name and the password out of the address.");
  if (HUB_HOSTS.has(url.hostname)) return parseHubPage(given, url);
  const byHand = whyByHand(url);
  if (byHand !== null) throw new FieldbookError("unsupported", byHand, { url: url.href });
  return { type: "file", url: toRawFile(url).href };
}

/** Drives and shares hand files out behind pages of their own, to people only. */
function whyByHand({ hostname, href }: URL): string | null {
  const name = /(^|\.)(drive|docs)\.google\.com$|^drive\.usercontent\.google\.com$/.test(hostname)
    ? "Google Drive"
    : /(^|\.)pan\.baidu\.com$/.test(hostname)
      ? "Baidu"
      : /(^|\.)surfdrive\.surf\.nl$/.test(hostname)
        ? "SURFdrive"
        : /(^|\.)dropbox\.com$|(^|\.)1drv\.ms$|(^|\.)onedrive\.live\.com$/.test(hostname)
          ? hostname
          : null;
  return name === null
    ? null
    : `${name} hands files only to people, not to other pages: open ${href}, download the file there, then drop it on this page.`;
}

function parseHubPage(given: string, url: URL): RemoteAddress {
  const parts = url.pathname
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
  const first = parts[0] ?? "";
  if (NO_MODELS.has(first) && !(first === "api" && parts[1] === "models"))
    throw refuse(given, `this page of Hugging Face is no model; ${WANTED}`);
  const rest = first === "api" ? parts.slice(2) : parts[0] === "models" ? parts.slice(1) : parts;
  const at = VIEWS.has(rest[1] ?? "") ? 1 : 2;
  const [owner = "", name = ""] = rest;
  if (owner === "" || (at === 2 && name === "")) throw refuse(given, WANTED);
  const repo = at === 1 ? owner : `${owner}/${name}`;
  const [view, ...after] = rest.slice(at);
  if (view !== undefined && !VIEWS.has(view))
    return { type: "hub", repo, revision: "main", path: null };
  // revisions such as refs/pr/1 hold slashes themselves
  const long = after[0] === "refs" && after.length >= 3 ? 3 : 1;
  const revision = after.slice(0, long).join("/") || "main";
  const path = after.slice(long).join("/");
  const isFile = path !== "" && view !== "tree" && view !== "commits";
  return { type: "hub", repo, revision, path: isFile ? path : null };
}

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** A page of GitHub that shows a file → the file. */
function toRawFile(url: URL): URL {
  const match = /^\/([^/]+)\/([^/]+)\/(?:blob|raw)\/(.+)$/.exec(url.pathname);
  if (url.hostname !== "github.com" || !match) return url;
  return new URL(`https://raw.githubusercontent.com/${match[1]}/${match[2]}/${match[3]}`);
}

const encodePath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** The address that gives a file of the hub, wherever its bytes lie. */
export const hubFileUrl = (
  { repo, revision }: { readonly repo: string; readonly revision: string },
  path: string,
  hub = HUB,
): string => `${hub}/${repo}/resolve/${encodeURIComponent(revision)}/${encodePath(path)}`;

/** The last part of an address's path, as a file's name. */
export function fileNameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = decode(pathname.split("/").findLast((part) => part !== "") ?? "");
  return last === "" ? hostname : last;
}
