import type { ReactElement, ReactNode } from "react";
import { Cell } from "./Cell.tsx";
import { Equation } from "./Equation.tsx";

/** Says what an effective receptive field is and how to read the figure. */
export function IntroCell(): ReactElement {
  return (
    <Cell id="intro" title="Introduction" glyph={null}>
      <div className="prose">
        <h1>Which pixels does one unit really use?</h1>
        <p className="by">Effective receptive fields of large-kernel networks, in this page</p>
        <p className="read">
          What a unit of a convolutional network <i>could</i> see, its theoretical field, grows with
          every layer until it is wider than the picture. What it <i>does</i> use is smaller, and
          its shape follows the kernels. To find it, take one unit <i>u</i> and ask how much each
          input pixel moves it:
        </p>
        <Equation />
        <p className="read">
          The map <i>E</i> is the mean contribution of every pixel over <i>N</i> images. Beside it
          always stand the protocol, the input size and whether the weights are trained, because the
          ranking of two networks can turn with any of the three.
        </p>
        <Aside />
      </div>
    </Cell>
  );
}

function Aside(): ReactElement {
  return (
    <aside className="aside" aria-label="Reading the map">
      <h2>Reading the map</h2>
      <dl>
        <dt>
          <Sample>
            <circle cx="18" cy="10" r="5" />
            <circle cx="18" cy="10" r="1.4" fill="#fff" stroke="none" />
          </Sample>
        </dt>
        <dd>The unit, at its true centre. It need not be the centre of the image.</dd>
        <dt>
          <Sample>
            <path d="M12 4.5h12v11H12z" />
          </Sample>
        </dt>
        <dd>Smallest centred square that holds more than the share written at it.</dd>
        <dt>
          <Sample>
            <path d="M3 3h30v14H3z" strokeDasharray="4 3" />
          </Sample>
        </dt>
        <dd>Theoretical field. Along the frame: it is cut by the input.</dd>
        <dt>
          <Sample>
            <path d="M0 8h36M22 0v20" strokeOpacity=".7" />
          </Sample>
        </dt>
        <dd>Cross-hair. Point at the map, or use the arrow keys on it.</dd>
      </dl>
    </aside>
  );
}

function Sample({ children }: { readonly children: ReactNode }): ReactElement {
  return (
    <svg width="36" height="20" viewBox="0 0 36 20" fill="none" stroke="#fff" aria-hidden="true">
      <path d="M0 0h36v20H0z" fill="#3b0f70" stroke="none" />
      {children}
    </svg>
  );
}
