import { Fragment, type ReactElement } from "react";

/** A name that may go on in the next line after its dots, underscores and hyphens. */
export function Breakable({ text }: { readonly text: string }): ReactElement {
  return (
    <>
      {(text.match(/[^-_./]+[-_./]*|[-_./]+/g) ?? []).map((part, i) => (
        <Fragment key={i}>
          {i > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}
