/** The notebook of a first visit: what an effective receptive field is, and one to look at. */
import { NO_EDITS, PLAIN_VIEW } from "../domain/document.ts";
import type { NotebookDocument } from "../domain/document.ts";
import { FIRST_CONDITIONS } from "./newCell.ts";

const TITLE = "Which pixels does one unit really use?";
const INTRODUCTION = String.raw`# ${TITLE}

*Effective receptive fields of large-kernel networks, in this page*

What a unit of a convolutional network *could* see, its theoretical field, grows with every layer until it is wider than the picture. What it *does* use is smaller, and its shape follows the kernels. To find it, take one unit $u$ and ask how much each input pixel moves it:

$$
E(y, x) = \frac{1}{N} \sum_{n=1}^{N} \sum_{c} \operatorname{relu}\left( \frac{\partial}{\partial x_{n,c,y,x}} \sum_{k} \operatorname{relu} f_{k,u}(x_n) \right)
$$

The map $E$ is the mean contribution of every pixel over $N$ images. Beside it always stand the protocol, the input size and whether the weights are trained, because the ranking of two networks can turn with any of the three.`;

/** A text, a model at random initialisation and its field, which takes seconds on any machine. */
export function createWelcome(newId: () => string): NotebookDocument {
  const base = () => ({ id: newId(), folded: false, bare: false, extra: {} });
  return {
    title: TITLE,
    extra: {},
    cells: [
      { ...base(), type: "text", text: INTRODUCTION },
      {
        ...base(),
        type: "model",
        name: "slak",
        origin: { type: "random", architecture: "slak-tiny", seed: 0 },
        edits: NO_EDITS,
      },
      {
        ...base(),
        type: "erf",
        title: "",
        caption: "",
        model: "slak",
        conditions: FIRST_CONDITIONS,
        untrained: false,
        view: PLAIN_VIEW,
      },
    ],
  };
}
