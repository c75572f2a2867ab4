import type { ReactElement, ReactNode } from "react";

/** The ERF as a formula: the mean over images of the rectified input gradient of one unit. */
export function Equation(): ReactElement {
  return (
    <div className="math">
      <div
        className="formula"
        role="img"
        aria-label="E of y, x is 1 over N, times the sum over images n and colour channels c of relu of the derivative, by the input x at n, c, y, x, of the sum over channels k of relu of f at k, u."
      >
        <i>E</i>(<i>y</i>, <i>x</i>)<span className="equals">=</span>
        <Fraction over="1" under={<i>N</i>} />
        <Sum
          over={<i>N</i>}
          under={
            <>
              <i>n</i> = 1
            </>
          }
        />
        <Sum under={<i>c</i>} />
        relu
        <span className="tall">(</span>
        <Fraction
          over="∂"
          under={
            <>
              ∂<i>x</i>
              <sub>
                <i>n,c,y,x</i>
              </sub>
            </>
          }
        />
        <Sum under={<i>k</i>} />
        relu&thinsp;<i>f</i>
        <sub>
          <i>k,u</i>
        </sub>
        (<i>x</i>
        <sub>
          <i>n</i>
        </sub>
        )<span className="tall">)</span>
      </div>
      <span className="no">(1)</span>
    </div>
  );
}

function Fraction(props: { readonly over: ReactNode; readonly under: ReactNode }): ReactElement {
  return (
    <span className="fraction">
      <span>{props.over}</span>
      <span>{props.under}</span>
    </span>
  );
}
function Sum(props: { readonly over?: ReactNode; readonly under: ReactNode }): ReactElement {
  return (
    <span className="sum">
      <small>{props.over ?? "\u00a0"}</small>
      <span>∑</span>
      <small>{props.under}</small>
    </span>
  );
}
