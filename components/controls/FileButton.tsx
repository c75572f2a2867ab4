import { useRef, type ReactElement } from "react";
import type { NamedBlob } from "../../src/domain/job.ts";

/** A button that lets a person choose files from their disk. */
export function FileButton(props: {
  readonly children: string;
  readonly accept: string;
  readonly multiple?: boolean;
  readonly className?: string;
  readonly onFiles: (files: readonly NamedBlob[]) => void;
}): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className={props.className ?? "btn"}
        onClick={() => input.current?.click()}
      >
        {props.children}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        multiple={props.multiple ?? false}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          if (files.length > 0)
            props.onFiles(files.map((file) => ({ name: file.name, blob: file })));
        }}
      />
    </>
  );
}
