/** The style sheets of a page as they were written, and the faces in them. */

export interface Sheet {
  readonly text: string;
  /** what addresses in it start from */
  readonly address: string;
}

/**
 * The text of every style sheet of a page: what a browser says of a parsed rule loses a shorthand
 * that holds a variable. `get` is the browser's fetch; one of another origin is none of ours.
 */
export async function readSheets(page: Document, get: typeof fetch): Promise<readonly Sheet[]> {
  const elements = [...page.querySelectorAll<HTMLElement>("style, link[rel=stylesheet]")];
  return Promise.all(
    elements.map(async (element) => {
      const own = { text: element.textContent, address: page.location.href };
      if (!(element instanceof HTMLLinkElement)) return own;
      const address = element.href;
      if (new URL(address).origin !== page.location.origin) return { text: "", address };
      const response = await get(address);
      return { text: response.ok ? await response.text() : "", address };
    }),
  );
}

const FACE = /@font-face\s*\{([^}]*)\}/g;
const WOFF2 = /url\(\s*["']?([^"')]+\.woff2[^"')]*)["']?\s*\)/;
/** Formulas travel as MathML, which needs none of these. */
const OF_FORMULAS = /^KaTeX/;

/**
 * The faces that a page has drawn with, as rules that hold the files themselves: subsets for Latin,
 * some 20 to 50 kB each. `wanted` leaves some out. One that cannot be read is left out too.
 */
export async function embedFaces(
  page: Document,
  get: typeof fetch,
  wanted: (style: string) => boolean = () => true,
): Promise<string> {
  const sheets = await readSheets(page, get);
  const faces = sheets.flatMap(({ text, address }) =>
    [...text.matchAll(FACE)].map(([, rule = ""]) => readFace(rule, address)),
  );
  const used = faces.filter(
    (face) => face.source !== "" && !OF_FORMULAS.test(face.family) && wanted(face.style),
  );
  const rules = used.filter((face) => isDrawnWith(page, face)).map((face) => embed(face, get));
  return (await Promise.all(rules)).join("");
}

interface Face {
  readonly family: string;
  readonly style: string;
  readonly weight: string;
  /** empty without a file of the right kind */
  readonly source: string;
}
function readFace(rule: string, address: string): Face {
  const valueOf = (name: string): string =>
    new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`).exec(rule)?.[1]?.trim() ?? "";
  const file = WOFF2.exec(rule)?.[1] ?? "";
  return {
    family: unquote(valueOf("font-family")),
    style: valueOf("font-style") || "normal",
    weight: valueOf("font-weight") || "400",
    source: file && new URL(file, address).href,
  };
}
const unquote = (name: string): string => name.replace(/^["']|["']$/g, "");

/** A browser fetches a face when something is drawn with it. */
function isDrawnWith(page: Document, { family, style, weight }: Face): boolean {
  const known = [...(page.fonts ?? [])].filter(
    (face) => unquote(face.family) === family && face.style === style && face.weight === weight,
  );
  return known.length === 0 || known.some(({ status }) => status === "loaded");
}

async function embed({ family, style, weight, source }: Face, get: typeof fetch): Promise<string> {
  try {
    const response = await get(source);
    if (!response.ok) return "";
    const data = toBase64(new Uint8Array(await response.arrayBuffer()));
    return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")}\n`;
  } catch {
    return "";
  }
}

function toBase64(bytes: Uint8Array): string {
  let signs = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    signs += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(signs);
}
