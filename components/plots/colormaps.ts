/** Colour maps as tables of 256 colours, for heatmaps drawn pixel by pixel. */
import {
  interpolateCividis,
  interpolateInferno,
  interpolateMagma,
  interpolatePlasma,
  interpolateViridis,
  rgb,
  schemeRdYlGn,
} from "d3";

export const colormapNames = [
  "magma",
  "viridis",
  "cividis",
  "inferno",
  "plasma",
  "RdYlGn",
  "pink",
  "tide",
  "tide-dark",
] as const;
export type ColormapName = (typeof colormapNames)[number];

const STEPS = 256;
/** each channel 0–1, or an OKLab colour */
type Triple = readonly [number, number, number];

const cache = new Map<ColormapName, Uint8Array<ArrayBuffer>>();

/** The table [256, 3] of RGB bytes of a map; kept and shared, so do not write to it. */
export function colormap(name: ColormapName): Uint8Array<ArrayBuffer> {
  const known = cache.get(name);
  if (known) return known;
  const curve = curveOf(name);
  const table = new Uint8Array(STEPS * 3);
  for (let i = 0; i < STEPS; i++)
    curve(i / (STEPS - 1)).forEach((channel, c) => {
      table[3 * i + c] = Math.round(255 * Math.min(1, Math.max(0, channel)));
    });
  cache.set(name, table);
  return table;
}

type Curve = (t: number) => Triple;

function curveOf(name: ColormapName): Curve {
  switch (name) {
    case "magma":
      return (t) => parse(interpolateMagma(t));
    case "viridis":
      return (t) => parse(interpolateViridis(t));
    case "cividis":
      return (t) => parse(interpolateCividis(t));
    case "inferno":
      return (t) => parse(interpolateInferno(t));
    case "plasma":
      return (t) => parse(interpolatePlasma(t));
    case "RdYlGn":
      // matplotlib joins ColorBrewer's eleven colours by straight lines
      return throughStops((schemeRdYlGn[11] ?? []).map(parse));
    case "pink":
      return pink;
    case "tide":
      return tide(["#0a3a6b", "#5b9bd0", "#f4f2ec", "#e08a4f", "#7c2a04"]);
    case "tide-dark":
      return tide(["#9fd0ff", "#3f82c4", "#2c2a27", "#c2622c", "#ffc79c"]);
    default:
      return name satisfies never;
  }
}

function parse(css: string): Triple {
  const { r, g, b } = rgb(css);
  return [r / 255, g / 255, b / 255];
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

function throughStops(stops: readonly Triple[]): Curve {
  return (t) => {
    const at = t * (stops.length - 1);
    const i = Math.min(stops.length - 2, Math.floor(at));
    const [a, b] = [stops[i]!, stops[i + 1]!];
    return [mix(a[0], b[0], at - i), mix(a[1], b[1], at - i), mix(a[2], b[2], at - i)];
  };
}

/** matplotlib's "pink": √((2·grey + hot)/3). */
function pink(t: number): Triple {
  const ramp = (from: number, to: number) => Math.min(1, Math.max(0, (t - from) / (to - from)));
  const [first, second] = [0.365079, 0.746032];
  const hot: Triple = [mix(0.0416, 1, ramp(0, first)), ramp(first, second), ramp(second, 1)];
  return [
    Math.sqrt((2 * t + hot[0]) / 3),
    Math.sqrt((2 * t + hot[1]) / 3),
    Math.sqrt((2 * t + hot[2]) / 3),
  ];
}

/** Fieldbook's own diverging map: stops joined in OKLab, zero (t = ½) near the paper's colour. */
function tide(stops: readonly string[]): Curve {
  const curve = throughStops(stops.map((stop) => toOklab(parse(stop))));
  return (t) => fromOklab(curve(t));
}

const decode = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const encode = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);

/** sRGB to OKLab, with Ottosson's matrices. */
function toOklab(srgb: Triple): Triple {
  const [r, g, b] = [decode(srgb[0]), decode(srgb[1]), decode(srgb[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
