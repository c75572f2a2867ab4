/** A cell as it is written → the complete one of the document: below this line nobody knows a default. */
import type { Cell, CellBase, Conditions } from "../../domain/document.ts";
import { scaleOfProtocol } from "../../domain/reading.ts";
import type { SpecCell } from "./schema.ts";

const joined = (text: string | readonly string[]): string =>
  typeof text === "string" ? text : text.join("\n");

type SpecConditions = Extract<SpecCell, { type: "erf" }>["conditions"];
const toConditions = ({ stage, scale, ...spec }: SpecConditions): Conditions => ({
  ...spec,
  stage: stage as Conditions["stage"],
  scale: scale ?? scaleOfProtocol[spec.protocol],
});

/** `extra` holds the fields of the file that no schema names. */
export function toCell(spec: SpecCell, id: string, extra: CellBase["extra"]): Cell {
  const base = { id, folded: spec.folded, bare: spec.bare, extra };
  if (spec.type === "text") return { ...base, type: spec.type, text: joined(spec.text) };
  if (spec.type === "model") {
    const { type, name, origin, edits } = spec;
    return { ...base, type, name, origin, edits };
  }
  const figure = { ...base, title: spec.title, caption: joined(spec.caption) };
  switch (spec.type) {
    case "erf": {
      const { type, model, untrained, view } = spec;
      const conditions = toConditions(spec.conditions);
      return { ...figure, type, model, conditions, untrained, view };
    }
    case "compare": {
      const { type, models, range, mode, pair, imported } = spec;
      const conditions = toConditions(spec.conditions);
      return { ...figure, type, models, range, conditions, mode, pair, imported };
    }
    case "kernels": {
      const { type, model, block } = spec;
      return { ...figure, type, model, block };
    }
    case "masks": {
      const { type, model, block, other } = spec;
      return { ...figure, type, model, block, other };
    }
    case "sweep": {
      const { type, models, over, values } = spec;
      return { ...figure, type, models, over, values, conditions: toConditions(spec.conditions) };
    }
    case "predict": {
      const { type, model, size, images, top } = spec;
      return { ...figure, type, model, size, images, top };
    }
    default:
      return spec satisfies never;
  }
}
