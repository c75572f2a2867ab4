import { useCallback, useMemo, type ReactElement } from "react";
import type { ErfCell as Erf } from "../../src/domain/document.ts";
import type { ProtocolName } from "../../src/domain/job.ts";
import { scaleOfProtocol } from "../../src/domain/reading.ts";
import type { ResultKey } from "../../src/domain/stored.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeFigure } from "../../src/store/citation.ts";
import { cellTitle } from "../../src/store/cellTitle.ts";
import { imagesOf, wholeKey } from "../../src/store/coarse.ts";
import { encodeCsv, encodeNpy } from "../../src/store/encodeMap.ts";
import type { ResolvedModel } from "../../src/store/graph.ts";
import { readingOf } from "../../src/store/readings.ts";
import { useBook, useRuntimePart } from "../notebook/useNotebook.ts";
import { Conditions } from "./Conditions.tsx";
import { EmptyFigure } from "./EmptyFigure.tsx";
import type { Part } from "./erfFields.ts";
import { ErfFigure } from "./ErfFigure.tsx";
import { ErfView, OverlayField } from "./ErfView.tsx";
import { ErfSource } from "./ErfSource.tsx";
import { sayErf } from "./erfCaption.ts";
import { pictureItems } from "./exportItems.ts";
import type { ExportItem } from "./SaveButtons.tsx";
import { FigureFrame } from "./FigureFrame.tsx";
import { ModelChoice } from "./ModelChoice.tsx";
import { useModel } from "./useModel.ts";
import { useShownModel } from "./useShownModel.ts";
import { countImages, sayTrainingState } from "./words.ts";

/** The effective receptive field of one unit under stated conditions. */
export function ErfCell({ cell }: { readonly cell: Erf }): ReactElement {
  const book = useBook();
  const status = useRuntimePart(cell.id, ({ run }) => run.status);
  const settled = useRuntimePart(cell.id, ({ shown }) => shown);
  const shown = useRuntimePart(cell.id, ({ coarse }) => coarse) ?? settled;
  const { resolved, model: opened } = useModel(cell.model);
  const of = shown?.cell.type === "erf" ? shown.cell : null;
  const key = of ? (shown?.keys[0] ?? null) : null;
  const field = usePart(of, key);
  const twin = usePart(of, of?.untrained ? (shown?.keys[1] ?? null) : null);
  const model = useShownModel(
    of?.model ?? "",
    of?.conditions ?? null,
    key && wholeKey(key),
    settled?.models,
  );
  const old = status === "stale" || status === "stopped" || status === "failed";
  const change = (patch: Partial<Erf>, label: string): void =>
    changeCell(book, cell.id, (now) => (now.type === "erf" ? { ...now, ...patch } : now), label);
  const view = (patch: Partial<Erf["view"]>): void =>
    changeCell(
      book,
      cell.id,
      (now) => (now.type === "erf" ? { ...now, view: { ...now.view, ...patch } } : now),
      "Change how a field is drawn",
      `view:${cell.id}`,
    );
  const conditions = useCallback(
    (patch: Partial<Erf["conditions"]>): void =>
      changeCell(
        book,
        cell.id,
        (now) =>
          now.type === "erf" ? { ...now, conditions: { ...now.conditions, ...patch } } : now,
        "Change the conditions",
      ),
    [book, cell.id],
  );
  const onProtocol = useCallback(
    (protocol: ProtocolName): void => conditions({ protocol, scale: scaleOfProtocol[protocol] }),
    [conditions],
  );
  const onPower = useCallback((): void => conditions({ scale: "power" }), [conditions]);
  const drawn = of && field ? { of, ...field, root: model?.root ?? null } : null;
  // known from what is shown when the weights are not here
  const stages = (opened?.summary ?? (of?.model === cell.model ? field?.value.model : null))
    ?.stages;
  const cite = (): string =>
    citeFigure({
      what: cellTitle(cell),
      models: field
        ? [
            {
              family: field.value.model.family,
              variant: field.value.model.variant,
              resolved: model,
            },
          ]
        : [],
      conditions: of?.conditions ?? null,
      computed: field?.value.computed ?? null,
    });
  return (
    <FigureFrame
      cell={cell}
      defaultTitle="Effective receptive field of one unit"
      menu={drawn ? filesOf(cell.id, drawn.of, drawn, twin) : []}
      old={old}
      controls={
        <Conditions
          cellId={cell.id}
          conditions={cell.conditions}
          training={sayTrainingState(resolved ? [resolved.root] : [])}
          {...(stages && { stages })}
          onChange={conditions}
          others={
            cell.view.overlay < 1
              ? [`map at ${Math.round(100 * cell.view.overlay)} % over the image`]
              : []
          }
          more={
            <OverlayField
              overlay={cell.view.overlay}
              hasImage={field && field.value.result.input !== undefined}
              onChange={(overlay) => view({ overlay })}
            />
          }
          views={
            <ErfView
              cell={cell}
              locked={sayUntrained(resolved)}
              onView={view}
              onUntrained={(untrained) => change({ untrained }, "Show the untrained network")}
            />
          }
        >
          <ModelChoice
            value={cell.model}
            onChoose={(chosen) => change({ model: chosen }, "Choose another model")}
          />
        </Conditions>
      }
      defaultCaption={
        drawn ? sayErf(drawn.of, drawn.value, drawn.reading, drawn.root, cell.view) : ""
      }
      citation={drawn && cite}
      {...(drawn && { provenance: <ErfSource {...drawn} /> })}
    >
      {of && field ? (
        <ErfFigure {...{ of, field, twin, model, cell, old, onProtocol, onPower }} />
      ) : (
        <EmptyFigure cell={cell} />
      )}
    </FigureFrame>
  );
}

/** A result under a key with how it is read; null until both are there. */
function usePart(of: Erf | null, key: ResultKey | null): Part | null {
  const book = useBook();
  const stored = key === null ? undefined : book.results.get(key);
  const value = stored?.kind === "erf" ? stored : null;
  const reading = of && key !== null ? readingOf(book, key, of.conditions) : undefined;
  return useMemo(() => (value && reading ? { value, reading } : null), [value, reading]);
}

/** Why an untrained twin would show nothing new; null when it would. */
const sayUntrained = (model: ResolvedModel | null): string | null =>
  model && (model.root.type === "random" || model.edits.untrained !== null)
    ? "The weights of this model are random already: open a checkpoint to compare"
    : null;

/** Picture, CSV and npy of a field; of an untrained twin beside it as well. */
function filesOf(
  cellId: string,
  { conditions }: Erf,
  field: Part,
  twin: Part | null,
): readonly ExportItem[] {
  const { model, result } = field.value;
  const [images, all] = [imagesOf(field.value), countImages(conditions.images)];
  const soFar = images < all ? `-${images}-of-${all}-images` : "";
  const name = `erf-${model.variant}-stage${result.stage}-${conditions.size}${soFar}`;
  const numbers = ({ value }: Part, of: string): readonly ExportItem[] => [
    {
      label: `CSV${of}`,
      about: `the raw ERF map as numbers${of}`,
      fileName: `${name}${of.replace(", ", "-")}.csv`,
      make: () => encodeCsv(value.result.map),
    },
    {
      label: `npy${of}`,
      about: `the raw ERF map for NumPy${of}`,
      fileName: `${name}${of.replace(", ", "-")}.npy`,
      make: () => encodeNpy(value.result.map),
    },
  ];
  return [
    ...pictureItems(cellId, name),
    ...numbers(field, ""),
    ...(twin ? numbers(twin, ", untrained") : []),
  ];
}
