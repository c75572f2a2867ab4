import { useEffect, useId, useState, type ReactElement } from "react";

/** A condition that is written; it counts on Enter or when left, and is marked while it makes no sense. */
export function EntryField<T>(props: {
  readonly label: string;
  /** what is expected, said when the entry makes no sense */
  readonly hint: string;
  readonly text: string;
  readonly parse: (text: string) => T | null;
  readonly onEnter: (value: T) => void;
}): ReactElement {
  const { label, hint, text, parse, onEnter } = props;
  const id = useId();
  const [draft, setDraft] = useState(text);
  useEffect(() => setDraft(text), [text]);
  const value = parse(draft);
  const enter = (): void => {
    if (value === null) setDraft(text);
    else if (draft !== text) onEnter(value);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="entry"
        type="text"
        value={draft}
        title={hint}
        aria-invalid={value === null}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={enter}
        onKeyDown={(event) => {
          if (event.key === "Enter") enter();
          if (event.key === "Escape") setDraft(text);
        }}
      />
    </div>
  );
}
