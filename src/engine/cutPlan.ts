import { FieldbookError } from "../domain/errors.ts";
import type { StageNumber } from "../domain/job.ts";
import type { Plan } from "./plan.ts";

/**
 * The plan up to a stage, and of that stage up to a block (from 0; null: all), which is what the
 * papers count as one: two residual steps in RepLKNet, Swin and ViT. What a field is read through stays.
 */
export function cutPlan(
  plan: Plan,
  depths: readonly number[],
  stage: StageNumber,
  block: number | null,
): Plan {
  const stages = plan.stages.slice(0, stage);
  const last = stages[stage - 1];
  const depth = depths[stage - 1] ?? 0;
  if (block === null || !last) return { ...plan, stages };
  if (block >= depth)
    throw new FieldbookError(
      "bad-spec",
      `Block ${block} of stage ${stage}: it has ${depth}, so choose from 0 to ${depth - 1}.`,
      { block, depth },
    );
  const residual = last.blocks.filter((one) => one.residual).length;
  const wanted = (residual / depth) * (block + 1);
  let seen = 0;
  const end = last.blocks.findIndex((one) => one.residual && ++seen === wanted) + 1;
  const cut = { ...last, blocks: last.blocks.slice(0, end) };
  return { ...plan, stages: [...stages.slice(0, -1), cut] };
}
