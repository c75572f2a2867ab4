/** Markdown with TeX as HTML that is not yet safe: to be cleaned before it meets a page. */
import { Marked, type TokenizerAndRendererExtension, type Tokens } from "marked";

/** Longer text is shown as it is written: reading it as Markdown could hold the page up. */
export const MOST_CHARACTERS = 100_000;
/** Lists and quotes within each other; more is no text that a person wrote. */
const DEEP = /^[ \t]*(?:>[ \t]?|(?:[*+-]|\d{1,9}[.)])[ \t]+){33}/m;
const MOST_INDENT = /^[ \t]{200}/m;
/** Signs that each have to be matched with all others. */
const MOST_SIGNS = 6000;

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** TeX that a later step draws: the source is the content, `data-tex` how it stands. */
const texElement = (token: Tokens.Generic): string =>
  `<span data-tex="${token["display"] === true ? "display" : "inline"}">${escapeHtml(String(token["tex"]))}</span>`;

const BLOCK = /^ {0,3}\$\$((?:\\[^]|[^\\$])+?)\$\$[ \t]*(?:\n|$)/;
const DISPLAY = /^\$\$((?:\\[^]|[^\\$])+?)\$\$/;
// as pandoc has it: no space inside the signs, no digit after them, so that prices stay prices
const INLINE = /^\$(?![\s$])((?:\\[^]|[^\\$])*?(?:\\[^]|[^\\$\s]))\$(?!\d)/;

const texBlock: TokenizerAndRendererExtension = {
  name: "texBlock",
  level: "block",
  start: (source) => /(?:^|\n) {0,3}\$\$/.exec(source)?.index,
  tokenizer(source) {
    const found = BLOCK.exec(source);
    return found
      ? { type: "texBlock", raw: found[0], tex: found[1]!.trim(), display: true }
      : undefined;
  },
  renderer: (token) => `<p>${texElement(token)}</p>\n`,
};
const texInline: TokenizerAndRendererExtension = {
  name: "texInline",
  level: "inline",
  start: (source) => {
    const at = source.indexOf("$");
    return at < 0 ? undefined : at;
  },
  tokenizer(source) {
    const display = DISPLAY.exec(source);
    const found = display ?? INLINE.exec(source);
    return found
      ? { type: "texInline", raw: found[0], tex: found[1]!.trim(), display: display !== null }
      : undefined;
  },
  renderer: texElement,
};

/** A picture elsewhere would be a request that nobody asked for: it is offered, not fetched. */
const pictureLink = ({ href, text }: { href: string; text: string }): string =>
  /^https?:/i.test(href)
    ? `<a href="${escapeHtml(href)}">${escapeHtml(text || href)}</a>`
    : escapeHtml(text);

/** What a tag would do when something happens; it is no text, and the browser reports it when it is read. */
const HANDLERS = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']*)/gi;
const withoutHandlers = (html: string): string =>
  html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(HANDLERS, ""));

const marked = new Marked({
  gfm: true,
  extensions: [texBlock, texInline],
  renderer: {
    html: ({ text }) => withoutHandlers(text),
    image: ({ href, text }) => pictureLink({ href, text }),
    checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
  },
  hooks: {
    // signs inside TeX and code are no emphasis; a mask keeps every place
    emStrongMask: (source) =>
      source.replace(/`[^`\n]*`|\\[^]|\$\$?(?:\\[^]|[^\\$])+\$\$?/g, (hidden) =>
        "a".repeat(hidden.length),
      ),
  },
});

/** HTML of a text in Markdown; one too long or too deep to be read is returned as it is written. */
export function markdownToHtml(text: string): string {
  const plain = (): string => `<pre>${escapeHtml(text)}</pre>`;
  if (text.length > MOST_CHARACTERS || DEEP.test(text) || MOST_INDENT.test(text)) return plain();
  if (text.replace(/[^$_*]+/g, "").length > MOST_SIGNS) return plain();
  try {
    return marked.parse(text, { async: false });
  } catch {
    // a stack that overflows is the reader's limit, not the writer's fault
    return plain();
  }
}
