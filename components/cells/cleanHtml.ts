/** HTML from outside as elements that can do nothing but be read. */
import createPurifier, { type Config, type DOMPurify } from "dompurify";

const TAGS = [
  ..."a b blockquote br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li".split(
    " ",
  ),
  ..."mark ol p pre q s samp small span strong sub summary sup".split(" "),
  ..."table tbody td tfoot th thead tr u ul var".split(" "),
];
const CONFIG: Config = {
  ALLOWED_TAGS: TAGS,
  // `align` is how a table in Markdown sets its columns
  ALLOWED_ATTR: ["href", "title", "align", "start", "data-tex", "colspan", "rowspan"],
  // all others are held to be addresses
  ADD_URI_SAFE_ATTR: ["title", "align", "start", "data-tex", "colspan", "rowspan"],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  // beside addresses and places in the notebook, an example that is served with the page
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|#|\?notebook=examples\/[\w-]+\.fieldbook\.json$)/i,
  // what a style or a drawing holds is no text to be read
  FORBID_CONTENTS: ["style", "script", "svg", "math", "template", "iframe", "noscript", "title"],
  RETURN_DOM_FRAGMENT: true,
};
const OUTWARD = /^(?:https?:|mailto:)/i;

/** Links leave the page in a tab of their own, without saying where they came from. */
function mindLink(link: Element): void {
  if (!OUTWARD.test(link.getAttribute("href") ?? "")) return;
  link.setAttribute("rel", "noopener noreferrer");
  link.setAttribute("target", "_blank");
}

/** A picture is a request that nobody asked for: what it is called stands there, and leads to it. */
function nameInstead(picture: Element): void {
  const { ownerDocument } = picture;
  const address = picture.getAttribute("src") ?? "";
  const name = picture.getAttribute("alt") ?? "";
  const stands = ownerDocument.createElement(/^https?:/i.test(address) ? "a" : "span");
  if (stands.tagName === "A") stands.setAttribute("href", address);
  stands.textContent = name || (stands.tagName === "A" ? address : "");
  mindLink(stands);
  picture.before(stands);
}

let purifier: DOMPurify | null = null;

function startPurifier(): DOMPurify {
  const made = createPurifier(window);
  made.addHook("uponSanitizeElement", (node, { tagName }) => {
    if (tagName === "img") nameInstead(node as Element);
  });
  made.addHook("afterSanitizeAttributes", (node) => {
    if (node.tagName === "A") mindLink(node);
  });
  return made;
}

/** Keeps what is to be read, leaves out everything that acts, loads or styles. */
export function cleanHtml(html: string): DocumentFragment {
  purifier ??= startPurifier();
  return purifier.sanitize(html, CONFIG) as unknown as DocumentFragment;
}
