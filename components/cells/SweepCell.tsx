import { useCallback, useMemo, useState, type ReactElement } from "react";
import type { SweepCell as Cell } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { sweepTable } from "../../src/store/compareTable.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { fileNameOf } from "../controls/saveFile.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { Conditions } from "./Conditions.tsx";
import { EmptyNote } from "./EmptyNote.tsx";
import { pictureItems, tableItems } from "./exportItems.ts";
import { FieldProvenance } from "./FieldProvenance.tsx";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { sideOfMap } from "./geometry.ts";
import { citedOf, sayWeights } from "./measured.ts";
import { ModelsChoice } from "./ModelsChoice.tsx";
import { SweepFigure } from "./SweepFigure.tsx";
import { type Quantity, QUANTITIES, sayQuantity } from "./sweepQuantity.ts";
import {
  FIRST_VALUES,
  parseValues,
  sayOver,
  saySweep,
  sayValues,
  VALUES_HINT,
} from "./sweepWords.ts";
import { findSwept } from "./swept.ts";
import { useFigure } from "./useFigure.ts";
import { useTight } from "./useNarrow.ts";

/** Fields against a setting: maps over the curve of what they measure. */
export function SweepCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, running } = useFigure(cell);
  const tight = useTight();
  const [quantity, setQuantity] = useState<Quantity>(0.5);
  const swept = useMemo(
    () => (shown ? findSwept(book, shown.cell, shown.keys, models) : []),
    [book, shown, models],
  );
  const points = swept.flatMap((own) => own.points);
  const values = points.flatMap(({ value }) => (value ? [value] : []));
  const graph = useNotebook((state) => state.graph);
  const roots = cell.models.flatMap((name) => graph.models.get(name)?.root ?? []);
  const training = [
    ...new Set(roots.map(({ type }) => (type === "random" ? "random" : "from file"))),
  ].join(" and ");
  const change = (label: string, patch: Partial<Cell>): void =>
    changeCell(book, cell.id, (old) => (old.type === "sweep" ? { ...old, ...patch } : old), label);
  const { id } = cell;
  const onPower = useCallback(
    () =>
      changeCell(
        book,
        id,
        (old) =>
          old.type === "sweep"
            ? { ...old, conditions: { ...old.conditions, scale: "power" } }
            : old,
        "Change conditions",
      ),
    [book, id],
  );
  const conditions = shown?.cell.conditions ?? cell.conditions;
  const name = fileNameOf(`sweep ${cell.over} ${cell.models.join(" ")}`);
  const curve = (
    <ChoiceField
      label="Curve of"
      value={quantity}
      choices={QUANTITIES.map((one) => ({ value: one, label: sayQuantity(one) }))}
      onChoose={setQuantity}
    />
  );
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={`The field against the ${sayOver[cell.over]}`}
      menu={
        shown && values.length > 0
          ? [
              ...pictureItems(cell.id, name),
              ...tableItems(() => sweepTable(swept, shown.cell.over, conditions), name),
            ]
          : []
      }
      controls={
        <Conditions
          cellId={cell.id}
          conditions={cell.conditions}
          training={training || "none"}
          unitUnderMore
          mapSide={sideOfMap(
            values.map(({ model }) => model.stages),
            cell.conditions.stage,
            cell.conditions.size,
          )}
          {...(tight ? { more: curve } : { views: curve })}
          onChange={(patch) =>
            change("Change conditions", { conditions: { ...cell.conditions, ...patch } })
          }
        >
          <ModelsChoice
            value={cell.models}
            onChoose={(names) => change("Choose models", { models: names })}
          />
          <ChoiceField
            label="Against"
            value={cell.over}
            choices={[
              { value: "kernel" as const, label: sayOver.kernel },
              { value: "sparsity" as const, label: sayOver.sparsity },
            ]}
            onChoose={(over) => change("Choose the setting", { over, values: FIRST_VALUES[over] })}
          />
          <div className="wide-entry">
            <EntryField
              label={cell.over === "kernel" ? "Sides, taps" : "Zeros, %"}
              hint={VALUES_HINT[cell.over]}
              text={sayValues(cell.over, cell.values)}
              parse={(text) => parseValues(cell.over, text)}
              onEnter={(next) => change("Change the values", { values: next })}
            />
          </div>
        </Conditions>
      }
      old={old}
      defaultCaption={shown && values.length > 0 ? saySweep(shown.cell, swept, quantity) : ""}
      citation={
        shown && values.length > 0
          ? () =>
              citeCell(
                book,
                shown.cell,
                models,
                citedOf(
                  swept.flatMap(({ name, points }) => points.map(({ value }) => ({ name, value }))),
                ),
              )
          : null
      }
      provenance={
        values.length > 0 && (
          <FieldProvenance
            weights={(shown?.cell.models ?? []).map(
              (model) => `${model}: ${sayWeights(models.get(model))}`,
            )}
            values={values}
            conditions={conditions}
          />
        )
      }
    >
      {shown && swept.length > 0 && shown.cell.values.length > 0 ? (
        <SweepFigure
          shown={shown.cell}
          colours={cell.conditions.colours}
          swept={swept}
          quantity={quantity}
          onPower={onPower}
          old={old}
        />
      ) : (
        <EmptyNote cell={cell} ready={cell.models.length > 0 && cell.values.length > 0}>
          {cell.models.length === 0
            ? "Choose a model above: its field will be computed for every value of the setting."
            : cell.values.length === 0
              ? "Write values above, as 7, 13, 31: a map for each will stand here."
              : running
                ? "The first map is on its way."
                : `${cell.models.length * cell.values.length} maps will stand here, one for each value.`}
        </EmptyNote>
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}
