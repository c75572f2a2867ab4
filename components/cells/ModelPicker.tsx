import type { ReactElement } from "react";
import { ARCHITECTURES } from "../../src/store/architectures.ts";
import { openArchitecture, openModel } from "../../src/store/openModel.ts";
import { takeFiles } from "../../src/store/takeFiles.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { FileButton } from "../controls/FileButton.tsx";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { parseWhole } from "./words.ts";

const FROM_FILE = "";

/** Where a model comes from: an architecture at random initialisation, or a file. */
export function ModelPicker(): ReactElement {
  const book = useBook();
  const spec = useNotebook((state) => state.specs.model);
  const checkpoint = useNotebook((state) => state.running.model.open?.checkpoint ?? null);
  const seed = spec.type === "random" ? spec.seed : 0;
  const architectures = ARCHITECTURES.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="choose">
      <h3>Another model</h3>
      <div className="row">
        <ChoiceField
          label="Architecture, random weights"
          value={spec.type === "random" ? spec.architecture : FROM_FILE}
          choices={
            spec.type === "random"
              ? architectures
              : [{ value: FROM_FILE, label: "choose one" }, ...architectures]
          }
          onChoose={(id) => id !== FROM_FILE && void openArchitecture(book, id, seed)}
        />
        {spec.type === "random" && (
          <EntryField
            label="Seed"
            hint="A whole number from 0"
            text={String(seed)}
            parse={(text) => parseWhole(text, 0, 2 ** 31 - 1)}
            onEnter={(next) => void openArchitecture(book, spec.architecture, next)}
          />
        )}
        {spec.type === "file" && checkpoint && checkpoint.choices.length > 1 && (
          <ChoiceField
            label="State dict of the file"
            value={spec.weights ?? checkpoint.wrapper ?? ""}
            choices={checkpoint.choices.map(({ key, tensors }) => ({
              value: key,
              label: `${key}, ${tensors} tensors`,
            }))}
            onChoose={(weights) => void openModel(book, { ...spec, weights })}
          />
        )}
      </div>
      <div className="invite">
        <p>
          Or drop weights anywhere on this page: .pth, .pt, .bin or .safetensors. They are read
          here; nothing leaves this page.
        </p>
        <FileButton
          accept=".pth,.pt,.bin,.safetensors,.ckpt"
          onFiles={(files) => void takeFiles(book, files)}
        >
          Choose a file
        </FileButton>
      </div>
    </div>
  );
}
