import { writeNpy } from "../formats/npy.ts";
import { prepareOutput, writeOutput } from "./files.ts";
import { openInput } from "./openInput.ts";
import { openSource } from "./openSource.ts";
import type { LogitsCommand } from "./parseCommand.ts";
import type { Answer } from "./runCommandLine.ts";
import { withClient } from "./withClient.ts";

const argmax = (row: Float32Array): number => row.indexOf(row.reduce((a, b) => Math.max(a, b)));

/** Writes the class scores [N, classes] of every image of an input. */
export async function runLogitsCommand(command: LogitsCommand): Promise<Answer> {
  const source = await openSource(command);
  const { input, size } = await openInput(command.input, command.size);
  await prepareOutput(command.out);
  return withClient(command.backend, async ({ client, backend, adapter, options }) => {
    const { family, variant } = await client.open({ name: "model", source });
    const start = performance.now();
    const { values, shape } = await client.logits({ model: "model", input, size }, options);
    const compute = (performance.now() - start) / 1000;
    await writeOutput(command.out, writeNpy(values, shape));
    const [images, classes] = shape;
    const top1 = Array.from({ length: images }, (_, i) =>
      argmax(values.subarray(i * classes, (i + 1) * classes)),
    );
    return {
      json: {
        model: { family, variant },
        backend,
        adapter,
        images,
        classes,
        top1,
        seconds: { compute },
      },
      text: `${variant} on ${backend}: ${images} × ${classes} scores, best classes ${top1.join(", ")} → ${command.out}`,
    };
  });
}
