import { useMemo, type ReactElement } from "react";
import type { PredictCell } from "../../src/domain/document.ts";
import type { LogitsValue } from "../../src/domain/stored.ts";
import { topClasses, type ClassScore } from "../../src/store/topClasses.ts";
import { countImages } from "./words.ts";
import { usePictures } from "./usePictures.ts";

/** What class `index` is called: ImageNet's name, else its number. */
export const sayClass = (names: readonly string[] | null, index: number): string =>
  names?.[index] ?? `class ${index}`;

/** The likeliest classes of every picture, each with its share. */
export function PredictFigure(props: {
  /** the cell as it was when these scores were computed */
  readonly shown: PredictCell;
  readonly top: number;
  readonly value: LogitsValue;
  readonly names: readonly string[] | null;
  readonly old: boolean;
}): ReactElement {
  const { shown, top, value, names, old } = props;
  const pictures = usePictures(shown.images);
  const scores = useMemo(
    () => Array.from({ length: value.images }, (_, image) => topClasses(value, image, top)),
    [value, top],
  );
  return (
    <ol className={old ? "predictions faded" : "predictions"}>
      {scores.map((classes, image) => {
        const title = titleOf(shown, image);
        return (
          <li key={title}>
            {shown.images.type === "files" && <Thumbnail url={pictures[image] ?? null} />}
            <div>
              <h3 className="plot-title">{title}</h3>
              <Scores classes={classes} names={names} label={title} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** A picture's name and number; a generated image has a number only. */
export function titleOf({ images }: PredictCell, image: number): string {
  const number = `Image ${image + 1} of ${countImages(images)}`;
  const file = images.type === "files" ? images.files[image] : undefined;
  return file ? `${number}: ${file.name}` : number;
}

function Thumbnail({ url }: { readonly url: string | null }): ReactElement {
  // the title beside it names the picture
  return url === null ? (
    <span className="thumbnail none">not here</span>
  ) : (
    <img className="thumbnail" src={url} alt="" />
  );
}

function Scores(props: {
  readonly classes: readonly ClassScore[];
  readonly names: readonly string[] | null;
  readonly label: string;
}): ReactElement {
  const { classes, names, label } = props;
  return (
    <table className="scores" aria-label={`Classes of ${label}`}>
      <thead className="unseen">
        <tr>
          <th scope="col">Class</th>
          <th scope="col">Probability</th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ index, probability }) => (
          <tr key={index}>
            <th scope="row">
              {sayClass(names, index)} {names && <small>{index}</small>}
            </th>
            <td>
              <span className="score-bar" aria-hidden="true">
                <span style={{ width: `${(probability || 0) * 100}%` }} />
              </span>
              <span className="share">
                {Number.isNaN(probability) ? "NaN" : `${(probability * 100).toFixed(1)} %`}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
