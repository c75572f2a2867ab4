import type { ReactElement } from "react";
import { Footprint } from "../plots/Footprint.tsx";
import { stageOf } from "./maskTables.ts";
import { useModel } from "./useModel.ts";
import { times } from "./words.ts";

/** Every block that has large kernels, to scale and by stage; a press shows that block. */
export function LayerMiniMap(props: {
  readonly model: string;
  /** the block that is shown */
  readonly block: string;
  readonly onChoose: (block: string) => void;
}): ReactElement | null {
  const { block, onChoose } = props;
  const { model, count } = useModel(props.model);
  const counted = count?.layers ?? [];
  const layers = counted.length > 0 ? counted : (model?.summary.layers ?? []);
  if (layers.length === 0) return null;
  const blocks = [...new Set(layers.map((layer) => layer.block))].map((name) => {
    const own = layers.filter((layer) => layer.block === name);
    const known = own.flatMap(({ sparsity, kernel: [height, width] }) =>
      sparsity === null ? [] : [{ sparsity, taps: height * width }],
    );
    const taps = known.reduce((sum, layer) => sum + layer.taps, 0);
    const zeros = known.reduce((sum, layer) => sum + layer.sparsity * layer.taps, 0);
    return {
      name,
      stage: stageOf(name),
      kernels: own.map(({ kernel }) => kernel),
      zeros: taps > 0 ? zeros / taps : null,
    };
  });
  const stages = [...new Set(blocks.map(({ stage }) => stage))];
  return (
    <div className="mini-map" data-live role="group" aria-label="Blocks of the network">
      {stages.map((stage) => (
        <div key={stage} className="stage">
          <span className="label">Stage {stage}</span>
          {blocks
            .filter((own) => own.stage === stage)
            .map(({ name, kernels, zeros }) => {
              const sizes = kernels.map((kernel) => times(...kernel)).join(" + ");
              const sparse = zeros === null ? "" : `, ${(zeros * 100).toFixed(0)} % zeros`;
              return (
                <button
                  key={name}
                  type="button"
                  aria-pressed={name === block}
                  title={`${name}: ${sizes}${sparse}`}
                  onClick={() => onChoose(name)}
                >
                  <Footprint kernels={kernels} title={`${name}: ${sizes}${sparse}`} />
                  {zeros !== null && zeros > 0 && (
                    <span aria-hidden="true">{(zeros * 100).toFixed(0)} %</span>
                  )}
                </button>
              );
            })}
        </div>
      ))}
    </div>
  );
}
