/** How to cite a figure: what was computed, with what, and the papers it stands on, as BibTeX. */
import type { Conditions } from "../domain/document.ts";
import type { Family } from "../domain/model.ts";
import { ENGINE_VERSION, type Computed } from "../domain/stored.ts";
import { modelName } from "./architectures.ts";
import type { ResolvedModel } from "./graph.ts";

interface Paper {
  readonly key: string;
  readonly title: string;
  readonly authors: string;
  readonly year: number;
  /** of arXiv */
  readonly id: string;
}
const LUO: Paper = {
  key: "luo2017erf",
  title: "Understanding the Effective Receptive Field in Deep Convolutional Neural Networks",
  authors: "Luo, Wenjie and Li, Yujia and Urtasun, Raquel and Zemel, Richard",
  year: 2017,
  id: "1701.04128",
};
const PAPERS: Readonly<Record<Family, Paper>> = {
  slak: {
    key: "liu2022slak",
    title: "More {ConvNets} in the 2020s: Scaling up Kernels Beyond 51x51 using Sparsity",
    authors:
      'Liu, Shiwei and Chen, Tianlong and Chen, Xiaohan and Chen, Xuxi and Xiao, Qiao and Wu, Boqian and K{\\"a}rkk{\\"a}inen, Tommi and Pechenizkiy, Mykola and Mocanu, Decebal Constantin and Wang, Zhangyang',
    year: 2022,
    id: "2207.03620",
  },
  replknet: {
    key: "ding2022replknet",
    title: "Scaling Up Your Kernels to 31x31: Revisiting Large Kernel Design in {CNNs}",
    authors:
      "Ding, Xiaohan and Zhang, Xiangyu and Zhou, Yizhuang and Han, Jungong and Ding, Guiguang and Sun, Jian",
    year: 2022,
    id: "2203.06717",
  },
  convnext: {
    key: "liu2022convnext",
    title: "A {ConvNet} for the 2020s",
    authors:
      "Liu, Zhuang and Mao, Hanzi and Wu, Chao-Yuan and Feichtenhofer, Christoph and Darrell, Trevor and Xie, Saining",
    year: 2022,
    id: "2201.03545",
  },
  unireplknet: {
    key: "ding2024unireplknet",
    title:
      "{UniRepLKNet}: A Universal Perception Large-Kernel {ConvNet} for Audio, Video, Point Cloud, Time-Series and Image Recognition",
    authors:
      "Ding, Xiaohan and Zhang, Yiyuan and Ge, Yixiao and Zhao, Sijie and Song, Lin and Yue, Xiangyu and Shan, Ying",
    year: 2023,
    id: "2311.15599",
  },
  resnet: {
    key: "he2015resnet",
    title: "Deep Residual Learning for Image Recognition",
    authors: "He, Kaiming and Zhang, Xiangyu and Ren, Shaoqing and Sun, Jian",
    year: 2015,
    id: "1512.03385",
  },
  swin: {
    key: "liu2021swin",
    title: "{Swin Transformer}: Hierarchical Vision Transformer using Shifted Windows",
    authors:
      "Liu, Ze and Lin, Yutong and Cao, Yue and Hu, Han and Wei, Yixuan and Zhang, Zheng and Lin, Stephen and Guo, Baining",
    year: 2021,
    id: "2103.14030",
  },
  vit: {
    key: "dosovitskiy2020vit",
    title: "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale",
    authors:
      "Dosovitskiy, Alexey and Beyer, Lucas and Kolesnikov, Alexander and Weissenborn, Dirk and Zhai, Xiaohua and Unterthiner, Thomas and Dehghani, Mostafa and Minderer, Matthias and Heigold, Georg and Gelly, Sylvain and Uszkoreit, Jakob and Houlsby, Neil",
    year: 2020,
    id: "2010.11929",
  },
};

/** A network of a figure. */
export interface CitedModel {
  readonly family: Family;
  readonly variant: string;
  /** null when the weights of what is shown are no longer spoken of */
  readonly resolved: Pick<ResolvedModel, "root" | "edits"> | null;
}
/** What a figure shows. */
export interface Credit {
  /** as `Effective receptive field of slak` */
  readonly what: string;
  readonly models: readonly CitedModel[];
  /** null for a figure that computes no field */
  readonly conditions: Conditions | null;
  /** null for a figure that only reads weights */
  readonly computed: Computed | null;
}

/** Signs that mean something to TeX, told to mean themselves. */
const plainTex = (text: string): string =>
  text
    .replace(/[{}\\]/g, "")
    .replace(/[%#$&_]/g, "\\$&")
    .replace(/[~^]/g, "\\$&{}");

function creditModel({ variant, family, resolved }: CitedModel): string {
  const name = modelName({ variant, family });
  if (!resolved) return name;
  const { root, edits } = resolved;
  const parts = [
    root.type === "random"
      ? `untrained, ${root.architecture}, seed ${root.seed}`
      : `weights ${root.file.name}${root.weights === null ? "" : ` [${root.weights}]`}, sha256 ${root.file.sha256}`,
    ...(edits.kernelSizes ? [`kernels ${edits.kernelSizes.join(" ")}`] : []),
    ...(edits.sparsity === null ? [] : [`${Math.round(edits.sparsity * 100)} percent zeros`]),
  ];
  return `${name} (${parts.join("; ")})`;
}

function creditConditions({ protocol, size, stage, unit, images }: Conditions): string {
  const where = unit === "center" ? "the centre" : `(${unit.y}, ${unit.x})`;
  const over =
    images.type === "files"
      ? `${images.files.length} pictures`
      : `${images.count} images of ${images.type === "noise" ? "1/f noise" : "dead leaves"} (seed ${images.seed})`;
  return `protocol ${protocol}, input ${size} x ${size} px, stage ${stage}, unit at ${where}, ${over}`;
}

/** One line that lets a reader make the figure again. */
export function creditLine({ what, models, conditions, computed }: Credit): string {
  const parts = [
    what,
    models.map(creditModel).join("; "),
    ...(conditions ? [creditConditions(conditions)] : []),
    ...(computed
      ? [`Computed ${computed.at.slice(0, 10)} on ${computed.backend} (${computed.adapter})`]
      : []),
    `Fieldbook, engine version ${ENGINE_VERSION}`,
  ];
  return `${parts.filter((part) => part !== "").join(". ")}.`;
}

const article = ({ key, title, authors, year, id }: Paper): string =>
  `@misc{${key},
  title         = {${title}},
  author        = {${authors}},
  year          = {${year}},
  eprint        = {${id}},
  archivePrefix = {arXiv}
}`;

/** BibTeX: the figure as made with Fieldbook, the paper of the field, one paper a family. */
export function citeFigure(credit: Credit): string {
  const papers = new Map(credit.models.map(({ family }) => [family, PAPERS[family]]));
  const year = credit.computed ? `\n  year  = {${credit.computed.at.slice(0, 4)}},` : "";
  const own = `@misc{fieldbook,
  title = {Fieldbook: a notebook in the browser for effective receptive fields},${year}
  note  = {${plainTex(creditLine(credit))}}
}`;
  return `${[own, ...[LUO, ...papers.values()].map(article)].join("\n\n")}\n`;
}
