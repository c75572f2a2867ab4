import type { ReactElement } from "react";
import type { ImageChoice } from "../../src/domain/document.ts";
import { ChoiceField, type Choice } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { FileButton } from "../controls/FileButton.tsx";
import { takeDropped } from "../notebook/takeDropped.ts";
import { useBook } from "../notebook/useNotebook.ts";
import { countImages, parseWhole, PICTURE_FILES } from "./words.ts";

const MOST_IMAGES = 1000;
const FIRST_COUNT = 4;
const MOST_SEED = 999_999_999;
const MADE: readonly Choice<ImageChoice["type"]>[] = [
  { value: "dead-leaves", label: "dead leaves" },
  { value: "noise", label: "1/f noise" },
];

/** Which images a figure is computed over: made by a generator, or a person's own. */
export function ImageFields(props: {
  /** the cell that chosen pictures are for */
  readonly cellId: string;
  readonly images: ImageChoice;
  readonly onChange: (images: ImageChoice) => void;
}): ReactElement {
  const { cellId, images, onChange } = props;
  const book = useBook();
  const own = images.type === "files" ? [{ value: images.type, label: "your pictures" }] : [];
  return (
    <>
      <ChoiceField
        label="Images"
        value={images.type}
        choices={[...MADE, ...own]}
        onChoose={(type) => {
          if (type === "files") return;
          const { count, seed } =
            images.type === "files" ? { count: FIRST_COUNT, seed: 0 } : images;
          onChange({ type, count, seed });
        }}
      >
        <FileButton
          multiple
          accept={PICTURE_FILES}
          className="btn quiet small"
          onFiles={(files) => void takeDropped(book, files, cellId)}
        >
          {images.type === "files" ? "Others" : "Your pictures"}
        </FileButton>
      </ChoiceField>
      {images.type === "files" ? (
        <div className="field">
          <span className="label">Image count</span>
          <span className="fact">{countImages(images)}</span>
        </div>
      ) : (
        <>
          <EntryField
            label="Image count"
            hint={`A whole number from 1 to ${MOST_IMAGES}`}
            text={String(images.count)}
            parse={(text) => parseWhole(text, 1, MOST_IMAGES)}
            onEnter={(count) => onChange({ ...images, count })}
          />
          <EntryField
            label="Image seed"
            hint="A whole number from 0 to 999999999: each makes other images"
            text={String(images.seed)}
            parse={(text) => parseWhole(text, 0, MOST_SEED)}
            onEnter={(seed) => onChange({ ...images, seed })}
          />
        </>
      )}
    </>
  );
}
