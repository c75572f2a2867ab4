import { NO_EDITS } from "../../src/domain/document.ts";
import type { ReactElement } from "react";
import type { ModelCell, ModelOrigin as Origin } from "../../src/domain/document.ts";
import type { ModelValue } from "../../src/domain/stored.ts";
import { findIn, refOf, trainedOf, type Found } from "../../src/store/bundled.ts";
import { changeCell } from "../../src/store/actions.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { useBook } from "../notebook/useNotebook.ts";
import { BundledChoice } from "./BundledChoice.tsx";
import { ModelChoice, useModelNames } from "./ModelChoice.tsx";
import { useBundled } from "./useBundled.ts";
import { parseWhole } from "./words.ts";

const FIRST: Extract<Origin, { type: "random" }> = {
  type: "random",
  architecture: "slak-tiny",
  seed: 0,
};

const originOf = (found: Found): Origin => ({ type: "file", file: refOf(found), weights: null });

/** Where a model comes from: random weights, a file, a network of Fieldbook's own, or another model of the notebook. */
export function ModelOrigin(props: {
  readonly cell: ModelCell;
  readonly model: ModelValue | null;
}): ReactElement {
  const { cell, model } = props;
  const { origin } = cell;
  const book = useBook();
  const others = useModelNames().filter((name) => name !== cell.name);
  const networks = useBundled();
  const bundled = origin.type === "file" ? findIn(networks, origin.file.sha256) : null;
  const take = (next: Origin): void =>
    changeCell(
      book,
      cell.id,
      (old) =>
        // sizes that suit one network seldom suit another
        old.type === "model" ? { ...old, origin: next, edits: NO_EDITS } : old,
      "Choose other weights",
    );
  const kinds = [
    { value: "random" as const, label: "random weights" },
    ...(origin.type === "file" && !bundled ? [{ value: "file" as const, label: "a file" }] : []),
    ...(networks.length > 0
      ? [{ value: "bundled" as const, label: "a small trained network" }]
      : []),
    ...(others.length > 0 || origin.type === "model"
      ? [{ value: "model" as const, label: "another model, edited" }]
      : []),
  ];
  const choices = model?.checkpoint?.choices ?? [];
  return (
    <>
      <ChoiceField
        label="Weights"
        value={bundled ? "bundled" : origin.type}
        choices={kinds}
        onChoose={(type) => {
          if (type === "random") take(FIRST);
          if (type === "model") take({ type, model: others.at(-1) ?? "" });
          const last = networks.at(-1);
          if (type === "bundled" && last) take(originOf(trainedOf(last)));
        }}
      />
      {origin.type === "random" && (
        <EntryField
          label="Seed"
          hint="A whole number from 0"
          text={String(origin.seed)}
          parse={(text) => parseWhole(text, 0, 2 ** 31 - 1)}
          onEnter={(seed) => take({ ...origin, seed })}
        />
      )}
      {bundled && (
        <BundledChoice
          networks={networks}
          chosen={bundled}
          onChoose={(found) => take(originOf(found))}
        />
      )}
      {origin.type === "file" && choices.length > 1 && (
        <ChoiceField
          label="State dict of the file"
          value={origin.weights ?? model?.checkpoint?.wrapper ?? ""}
          choices={choices.map(({ key, tensors }) => ({
            value: key,
            label: `${key}, ${tensors} tensors`,
          }))}
          onChoose={(weights) => take({ ...origin, weights })}
        />
      )}
      {origin.type === "model" && (
        <ModelChoice
          label="Copy of"
          value={origin.model}
          without={[cell.name]}
          onChoose={(name) => take({ type: "model", model: name })}
        />
      )}
    </>
  );
}
