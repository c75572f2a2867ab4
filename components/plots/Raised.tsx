import type { ReactElement, ReactNode } from "react";

/** px that an exponent stands above the line of a drawing's words */
const LIFT = 4;
const EXPONENT = /\^(\d+(?:\.\d+)?)/;

/** Words with what follows a `^` as an exponent, `E^0.25`: text and exponents in turn. */
export const splitExponents = (text: string): readonly string[] => text.split(EXPONENT);

/** The same words as they are spoken. */
export const sayExponents = (text: string): string =>
  splitExponents(text)
    .map((part, i) => (i % 2 === 0 ? part : ` to the power ${part}`))
    .join("");

/** Such words in a drawing, the exponents raised; to stand in a `text`. */
export function RaisedSpans({ text }: { readonly text: string }): ReactNode {
  const parts = splitExponents(text);
  if (parts.length === 1) return text;
  return parts.map((part, i) => (
    <tspan
      key={i}
      className={i % 2 === 0 ? undefined : "raised"}
      dy={i === 0 ? undefined : i % 2 === 0 ? LIFT : -LIFT}
    >
      {part}
    </tspan>
  ));
}

/** Such words on the page, the exponents raised. */
export function Raised({ text }: { readonly text: string }): ReactElement {
  return (
    <>{splitExponents(text).map((part, i) => (i % 2 === 0 ? part : <sup key={i}>{part}</sup>))}</>
  );
}
