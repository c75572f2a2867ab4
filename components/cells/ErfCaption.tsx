import type { ReactElement } from "react";
import { modelName } from "../../src/store/architectures.ts";
import type { Shown, StoredResult } from "../../src/store/notebook.ts";
import { useNotebook } from "../notebook/useNotebook.ts";
import { sayImages, sayScale, sayTraining, times } from "./words.ts";

interface Parts {
  readonly shown: Shown;
  readonly stored: StoredResult;
}

/** Says exactly what the figure shows. */
export function ErfCaption({ shown, stored }: Parts): ReactElement {
  const untouched = useNotebook((state) => state.running.untouched);
  const { result, model } = stored;
  const name = modelName(model.summary);
  const half = result.areaRatio.find(({ t }) => t === 0.5)?.side ?? null;
  return (
    <p className="caption">
      {untouched && "An example, computed when this page was opened. "}
      {name} ({sayTraining(model.spec)}): contribution of every input pixel to unit ({result.unit.y}
      , {result.unit.x}) of stage {result.stage}, mean over {sayImages(stored.spec.images)}, at{" "}
      {times(shown.spec.size)} px. Colours follow {sayScale[shown.spec.scale]}; squares are measured
      as {shown.spec.protocol} does.
      {half !== null &&
        shown.spec.protocol === result.protocol &&
        ` Half of the map lies within the centred square of ${half} px.`}
      {model.spec.type === "random" &&
        " Nothing here was learned: the map shows what the architecture alone does."}
    </p>
  );
}

/** One line that says where every number came from. */
export function ErfProvenance({ shown, stored }: Parts): ReactElement {
  const { result, model } = stored;
  const { spec } = model;
  const sha256 = useNotebook(({ running: { model: now } }) =>
    now.open?.handle === model.handle ? now.open.sha256 : model.sha256,
  );
  const weights =
    spec.type === "random"
      ? `${spec.architecture}?seed=${spec.seed}`
      : `${spec.name}${sha256 ? `, sha256 ${sha256.slice(0, 4)}…${sha256.slice(-4)}` : ""}`;
  const { count, skipped } = result.map;
  return (
    <p className="provenance">
      <span>
        weights <b>{weights}</b>
      </span>
      <span>
        {count} {count === 1 ? "image" : "images"}
      </span>
      <span>{skipped} skipped</span>
      <span>
        {times(shown.spec.size)}, {shown.spec.protocol}
      </span>
      <span>
        {result.backend}, {result.adapter}
      </span>
      <span>{result.seconds.compute.toFixed(2)} s computing</span>
    </p>
  );
}
