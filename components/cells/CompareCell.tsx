import { useCallback, useMemo, type ReactElement } from "react";
import type { CompareCell as Cell } from "../../src/domain/document.ts";
import type { UnitChoice } from "../../src/domain/job.ts";
import type { ErfMap } from "../../src/domain/result.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeCell } from "../../src/store/citeCell.ts";
import { compareTable } from "../../src/store/compareTable.ts";
import { makePapersFigure } from "../../src/store/papersFigure.ts";
import { runCell } from "../../src/store/runs.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { fileNameOf } from "../controls/saveFile.ts";
import { cellElement } from "../notebook/cellElements.ts";
import { useBook, useNotebook } from "../notebook/useNotebook.ts";
import { CompareFigure } from "./CompareFigure.tsx";
import { CompareViews } from "./CompareViews.tsx";
import { sayComparison, sayOthers, titleComparison } from "./compareWords.ts";
import { Conditions } from "./Conditions.tsx";
import { EmptyNote } from "./EmptyNote.tsx";
import { mapsItem, pictureItems, tableItems } from "./exportItems.ts";
import { FieldProvenance } from "./FieldProvenance.tsx";
import { FigureFrame } from "./FigureFrame.tsx";
import { FigureProgress } from "./FigureNotices.tsx";
import { sideOfMap } from "./geometry.ts";
import { citedOf, findEntries, measuredOf } from "./measured.ts";
import { ImportedMaps, ImportedNotices } from "./ImportedMaps.tsx";
import { ModelsChoice } from "./ModelsChoice.tsx";
import { measuredMaps } from "./stands.ts";
import { useFigure } from "./useFigure.ts";
import { useImported, type Imported } from "./useImported.ts";
import { useKnown } from "./useKnown.ts";

const NONE: readonly string[] = [];

/** Fields of several models under one set of conditions, on one colour scale or each its own. */
export function CompareCell({ cell }: { readonly cell: Cell }): ReactElement {
  const book = useBook();
  const { shown, models, old, running } = useFigure(cell);
  const entries = useMemo(
    () =>
      shown ? findEntries(book, shown.cell.models, shown.keys, shown.cell.conditions, models) : [],
    [book, shown, models],
  );
  const conditions = shown?.cell.conditions ?? cell.conditions;
  const imported = useImported(cell.imported, conditions);
  const values = entries.flatMap(({ value }) => (value ? [value] : []));
  const graph = useNotebook((state) => state.graph);
  const training = [
    ...new Set(
      cell.models.flatMap((name) => {
        const root = graph.models.get(name)?.root;
        return root ? [root.type === "random" ? "random" : "from file"] : [];
      }),
    ),
  ].join(" and ");
  const { id } = cell;
  const change = useCallback(
    (label: string, patch: Partial<Cell>): void =>
      changeCell(book, id, (old) => (old.type === "compare" ? { ...old, ...patch } : old), label),
    [book, id],
  );
  const onPair = useCallback((pair: Cell["pair"]) => change("Choose two maps", { pair }), [change]);
  const onUnit = useCallback(
    (unit: UnitChoice) =>
      changeCell(
        book,
        id,
        (old) =>
          old.type === "compare" ? { ...old, conditions: { ...old.conditions, unit } } : old,
        "Move the unit",
        `unit:${id}`,
      ),
    [book, id],
  );
  const onPower = useCallback(
    () =>
      changeCell(
        book,
        id,
        (old) =>
          old.type === "compare"
            ? { ...old, conditions: { ...old.conditions, scale: "power" } }
            : old,
        "Change conditions",
      ),
    [book, id],
  );
  const onOwn = useCallback(() => change("Choose the colour scale", { range: "own" }), [change]);
  const known = useKnown(shown?.cell.models ?? NONE, models);
  const table = useMemo(() => {
    const measured = entries.flatMap((entry, i) => measuredOf(entry, known[i]) ?? []);
    const maps = measuredMaps(imported);
    return measured.length + maps.length > 0 ? compareTable(measured, conditions, maps) : null;
  }, [entries, known, imported, conditions]);
  const drawn = values.length > 0 || imported.some(({ field }) => field !== null);
  const name = fileNameOf(`compare ${entries.map((entry) => entry.name).join(" ")}`);
  return (
    <FigureFrame
      cell={cell}
      defaultTitle={titleComparison(cell)}
      menu={
        drawn
          ? [
              ...pictureItems(cell.id, name),
              ...tableItems(() => table, name),
              ...mapsItem(
                [...values.map(({ result }) => result.map), ...imported.flatMap(rawOf)],
                name,
              ),
            ]
          : []
      }
      controls={
        <Conditions
          cellId={cell.id}
          conditions={cell.conditions}
          training={training || "none"}
          mapSide={sideOfMap(
            values.map(({ model }) => model.stages),
            cell.conditions.stage,
            cell.conditions.size,
          )}
          onChange={(patch) =>
            change("Change conditions", { conditions: { ...cell.conditions, ...patch } })
          }
          others={sayOthers(cell)}
          more={
            <>
              <ChoiceField
                label="Colour scale"
                value={cell.range}
                choices={[
                  { value: "shared" as const, label: "one for all" },
                  { value: "own" as const, label: "each its own" },
                ]}
                onChoose={(range) => change("Choose the colour scale", { range })}
              />
              <ImportedMaps
                cellId={cell.id}
                imported={imported}
                onRemove={(place) =>
                  change("Take a map out of the row", {
                    imported: cell.imported.filter((_, i) => i !== place),
                  })
                }
              />
            </>
          }
          views={
            <CompareViews mode={cell.mode} onChoose={(mode) => change("Choose a view", { mode })} />
          }
        >
          <ModelsChoice
            value={cell.models}
            onChoose={(names) => change("Choose models", { models: names })}
          />
        </Conditions>
      }
      old={old}
      defaultCaption={
        drawn ? sayComparison(shown?.cell ?? cell, cell.range, entries, cell, imported) : ""
      }
      citation={
        shown && values.length > 0
          ? () => citeCell(book, shown.cell, models, citedOf(entries))
          : null
      }
      provenance={
        values.length > 0 && (
          <FieldProvenance
            weights={entries.map((entry) => `${entry.name}: ${entry.weights}`)}
            values={values}
            conditions={conditions}
          />
        )
      }
    >
      <ImportedNotices imported={imported} />
      {entries.length + imported.length > 0 ? (
        <CompareFigure
          shown={shown?.cell ?? cell}
          cell={cell}
          entries={entries}
          imported={imported}
          table={table}
          onPair={onPair}
          onUnit={onUnit}
          onPower={onPower}
          onOwn={onOwn}
          old={old}
        />
      ) : (
        <EmptyCompare cell={cell} waiting={running} />
      )}
      <FigureProgress cell={cell} />
    </FigureFrame>
  );
}

const rawOf = ({ field }: Imported): readonly ErfMap[] => (field ? [field.map] : []);

function EmptyCompare(props: { readonly cell: Cell; readonly waiting: boolean }): ReactElement {
  const { cell, waiting } = props;
  const book = useBook();
  const few = cell.models.length < 2;
  if (!few)
    return (
      <EmptyNote cell={cell} ready>
        {waiting
          ? "The first map is on its way."
          : `The maps of ${cell.models.join(", ")} will stand here in one row.`}
      </EmptyNote>
    );
  return (
    <div className="invite empty-figure">
      <p>
        Choose two models or more above, or begin with the three that the papers print, at random
        initialisation: nothing is downloaded.
      </p>
      <button
        type="button"
        className="btn"
        onClick={() => {
          makePapersFigure(book, cell.id);
          runCell(book, cell.id);
          // its models stand before it now
          requestAnimationFrame(() => cellElement(cell.id)?.scrollIntoView({ block: "start" }));
        }}
      >
        The papers’ figure: ConvNeXt 7, RepLKNet 31, SLaK 51
      </button>
    </div>
  );
}
