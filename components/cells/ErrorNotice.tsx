import type { ReactElement, ReactNode } from "react";
import type { WireError } from "../../src/domain/errors.ts";

/** What went wrong and what to do about it, with the means to do it. */
export function ErrorNotice(props: {
  readonly error: WireError;
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="notice" role="alert">
      <p>
        <b>{props.title}</b> {props.error.message}
      </p>
      {props.children && <div className="acts">{props.children}</div>}
    </div>
  );
}
