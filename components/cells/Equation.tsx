import type { ReactElement } from "react";

/** The ERF as a formula: the mean over images of the rectified input gradient of one unit. */
export function Equation(): ReactElement {
  return (
    <div className="math">
      <math display="block">
        <mrow>
          <mi>E</mi>
          <mo>(</mo>
          <mi>y</mi>
          <mo>,</mo>
          <mi>x</mi>
          <mo>)</mo>
          <mo>=</mo>
          <mfrac>
            <mn>1</mn>
            <mi>N</mi>
          </mfrac>
          <munderover>
            <mo>∑</mo>
            <mrow>
              <mi>n</mi>
              <mo>=</mo>
              <mn>1</mn>
            </mrow>
            <mi>N</mi>
          </munderover>
          <munder>
            <mo>∑</mo>
            <mi>c</mi>
          </munder>
          <mtext>relu</mtext>
          <mrow>
            <mo>(</mo>
            <mfrac>
              <mi>∂</mi>
              <mrow>
                <mi>∂</mi>
                <msub>
                  <mi>x</mi>
                  <mrow>
                    <mi>n</mi>
                    <mo>,</mo>
                    <mi>c</mi>
                    <mo>,</mo>
                    <mi>y</mi>
                    <mo>,</mo>
                    <mi>x</mi>
                  </mrow>
                </msub>
              </mrow>
            </mfrac>
            <munder>
              <mo>∑</mo>
              <mi>k</mi>
            </munder>
            <mtext>relu</mtext>
            <mspace width="0.2em" />
            <msub>
              <mi>f</mi>
              <mrow>
                <mi>k</mi>
                <mo>,</mo>
                <mi>u</mi>
              </mrow>
            </msub>
            <mo>(</mo>
            <msub>
              <mi>x</mi>
              <mi>n</mi>
            </msub>
            <mo>)</mo>
            <mo>)</mo>
          </mrow>
        </mrow>
      </math>
      <span className="no">(1)</span>
    </div>
  );
}
