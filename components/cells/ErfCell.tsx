import type { ReactElement } from "react";
import type { ErfCell as Erf } from "../../src/domain/document.ts";
import { changeCell } from "../../src/store/actions.ts";
import { citeFigure } from "../../src/store/citation.ts";
import { cellTitle } from "../../src/store/cellTitle.ts";
import { encodeCsv, encodeNpy } from "../../src/store/encodeMap.ts";
import { readingOf } from "../../src/store/readings.ts";
import { useBook, useRuntime } from "../notebook/useNotebook.ts";
import { Conditions } from "./Conditions.tsx";
import { EmptyFigure } from "./EmptyFigure.tsx";
import { ErfFigure } from "./ErfFigure.tsx";
import { ErfSource } from "./ErfSource.tsx";
import { sayErf } from "./erfCaption.ts";
import { pictureItems } from "./exportItems.ts";
import type { ExportItem } from "./ExportMenu.tsx";
import { FigureFrame } from "./FigureFrame.tsx";
import { ModelChoice } from "./ModelChoice.tsx";
import { useModel } from "./useModel.ts";
import { useShownModel } from "./useShownModel.ts";
import { sayTrainingState } from "./words.ts";

/** The effective receptive field of one unit under stated conditions. */
export function ErfCell({ cell }: { readonly cell: Erf }): ReactElement {
  const book = useBook();
  const { run, shown } = useRuntime(cell.id);
  const { resolved } = useModel(cell.model);
  const of = shown?.cell.type === "erf" ? shown.cell : null;
  const key = of ? (shown?.keys[0] ?? null) : null;
  const stored = key === null ? undefined : book.results.get(key);
  const value = stored?.kind === "erf" ? stored : null;
  const reading = of && key !== null ? readingOf(book, key, of.conditions) : undefined;
  const model = useShownModel(of?.model ?? "", of?.conditions ?? null, key);
  const old = run.status === "stale" || run.status === "stopped" || run.status === "failed";
  const change = (patch: Partial<Erf>, label: string): void =>
    changeCell(book, cell.id, (now) => (now.type === "erf" ? { ...now, ...patch } : now), label);
  const drawn = of && value && reading ? { of, value, reading, root: model?.root ?? null } : null;
  const name = drawn
    ? `erf-${drawn.value.model.variant}-stage${drawn.value.result.stage}-${drawn.of.conditions.size}`
    : "";
  const menu: readonly ExportItem[] = drawn
    ? [
        ...pictureItems(cell.id, name),
        {
          label: "CSV",
          about: "the raw ERF map as numbers",
          fileName: `${name}.csv`,
          make: () => encodeCsv(drawn.value.result.map),
        },
        {
          label: "npy",
          about: "the raw ERF map for NumPy",
          fileName: `${name}.npy`,
          make: () => encodeNpy(drawn.value.result.map),
        },
      ]
    : [];
  const cite = (): string =>
    citeFigure({
      what: cellTitle(cell),
      models: value
        ? [{ family: value.model.family, variant: value.model.variant, resolved: model }]
        : [],
      conditions: of?.conditions ?? null,
      computed: value?.computed ?? null,
    });
  return (
    <FigureFrame
      cell={cell}
      defaultTitle="Effective receptive field of one unit"
      menu={menu}
      old={old}
      controls={
        <Conditions
          cellId={cell.id}
          conditions={cell.conditions}
          training={sayTrainingState(resolved ? [resolved.root] : [])}
          onChange={(patch) =>
            change({ conditions: { ...cell.conditions, ...patch } }, "Change the conditions")
          }
        >
          <ModelChoice
            value={cell.model}
            onChoose={(chosen) => change({ model: chosen }, "Choose another model")}
          />
        </Conditions>
      }
      defaultCaption={drawn ? sayErf(drawn.of, drawn.value, drawn.reading, drawn.root) : ""}
      citation={drawn && cite}
      {...(drawn && { provenance: <ErfSource {...drawn} /> })}
    >
      {drawn ? <ErfFigure {...drawn} cell={cell} old={old} /> : <EmptyFigure cell={cell} />}
    </FigureFrame>
  );
}
