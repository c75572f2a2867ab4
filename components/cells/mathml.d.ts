import type { DetailedHTMLProps, HTMLAttributes } from "react";

type Math = DetailedHTMLProps<HTMLAttributes<MathMLElement>, MathMLElement>;
declare module "react" {
  namespace JSX {
    /** React writes MathML but has no types for it. */
    interface IntrinsicElements {
      math: Math & { display?: "block" | "inline" };
      mrow: Math;
      mi: Math;
      mo: Math;
      mn: Math;
      mtext: Math;
      mspace: Math & { width?: string };
      mfrac: Math;
      msub: Math;
      munder: Math;
      munderover: Math;
    }
  }
}
