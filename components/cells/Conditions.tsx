import type { ReactElement } from "react";
import { PROTOCOLS, STAGES } from "../../src/domain/job.ts";
import { scaleOfProtocol, SCALES } from "../../src/domain/reading.ts";
import { countOf, type FigureSpec } from "../../src/store/figureSpec.ts";
import { openArchitecture, openModel } from "../../src/store/openModel.ts";
import { changeFigure } from "../../src/store/runFigure.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { colormapNames } from "../plots/colormaps.ts";
import { parseUnit, parseWhole, sayUnit, times } from "./words.ts";

const SIZES = [64, 96, 128, 160, 192, 224, 256, 320, 384, 512, 640, 768, 1024];
const MOST_IMAGES = 1000;
const SCALE_NAMES = { log10p1: "log", linear: "linear", power: "power 0.25" } as const;
const IMAGE_NAMES = { "dead-leaves": "dead leaves", noise: "1/f noise" } as const;
const named = <T extends string>(values: readonly T[]): { value: T; label: T }[] =>
  values.map((value) => ({ value, label: value }));

/** All that decides the figure, between two hairlines; protocol, size and training always among them. */
export function Conditions(): ReactElement {
  const book = useBook();
  const spec = useNotebook((state) => state.specs.figure);
  const change = (patch: Partial<FigureSpec>): void => void changeFigure(book, patch);
  return (
    <div className="conditions" role="group" aria-label="Conditions of the figure">
      <ChoiceField
        label="Protocol"
        value={spec.protocol}
        choices={named(PROTOCOLS)}
        onChoose={(protocol) => change({ protocol, scale: scaleOfProtocol[protocol] })}
      />
      <ChoiceField
        label="Input size"
        value={spec.size}
        choices={SIZES.map((value) => ({ value, label: times(value) }))}
        onChoose={(size) => change({ size })}
      />
      <Training />
      <ChoiceField
        label="Stage"
        value={spec.stage}
        choices={STAGES.map((value) => ({ value, label: String(value) }))}
        onChoose={(stage) => change({ stage })}
      />
      <EntryField
        label="Unit"
        hint="“centre”, or a row and a column of the feature map, as 3, 5"
        text={sayUnit(spec.unit)}
        parse={parseUnit}
        onEnter={(unit) => change({ unit })}
      />
      <Images spec={spec} change={change} />
      <ChoiceField
        label="Scale"
        value={spec.scale}
        choices={SCALES.map((value) => ({ value, label: SCALE_NAMES[value] }))}
        onChoose={(scale) => change({ scale })}
      />
      <ChoiceField
        label="Colours"
        value={spec.colours}
        choices={named(colormapNames.filter((name) => !name.startsWith("tide")))}
        onChoose={(colours) => change({ colours })}
      />
    </div>
  );
}

/** Whether the weights are trained: the same architecture at random stands one step away. */
function Training(): ReactElement {
  const book = useBook();
  const open = useNotebook((state) => state.running.model.open);
  const isFile = open?.spec.type === "file";
  const known = open && open.summary.variant !== "custom";
  const file = book.checkpoint;
  const choices = [
    ...(file ? [{ value: "file", label: "from file" }] : []),
    ...(!isFile || known ? [{ value: "random", label: "random" }] : []),
  ];
  return (
    <ChoiceField
      label="Weights"
      value={isFile ? "file" : "random"}
      choices={choices}
      onChoose={(training) => {
        if (training === "file" && file)
          void openModel(book, { type: "file", name: file.name, weights: null });
        if (training === "random" && open) void openArchitecture(book, open.summary.variant, 0);
      }}
    />
  );
}

function Images(props: {
  readonly spec: FigureSpec;
  readonly change: (patch: Partial<FigureSpec>) => void;
}): ReactElement {
  const book = useBook();
  const { spec, change } = props;
  const { images } = spec;
  const count = countOf(images);
  const own =
    book.pictures.length > 0 ? [{ value: "images" as const, label: "your pictures" }] : [];
  return (
    <>
      <ChoiceField
        label="Images"
        value={images.type}
        choices={[
          { value: "dead-leaves" as const, label: IMAGE_NAMES["dead-leaves"] },
          { value: "noise" as const, label: IMAGE_NAMES.noise },
          ...own,
        ]}
        onChoose={(type) =>
          change({
            images:
              type === "images"
                ? {
                    type,
                    names: book.pictures.map(({ name, blob }) => `${name} (${blob.size})`),
                  }
                : { type, count: images.type === "images" ? 2 : count, seed: 0 },
          })
        }
      />
      {images.type === "images" ? (
        <div className="field">
          <span className="label">Image count</span>
          <span className="fact">{count}</span>
        </div>
      ) : (
        <EntryField
          label="Image count"
          hint={`A whole number from 1 to ${MOST_IMAGES}`}
          text={String(count)}
          parse={(text) => parseWhole(text, 1, MOST_IMAGES)}
          onEnter={(next) => change({ images: { ...images, count: next } })}
        />
      )}
    </>
  );
}
