import { useEffect, useId, useState, type ReactElement } from "react";

/** How long it is said that an entry was not taken, ms. */
const SAID_FOR = 8000;

/**
 * A condition that is written; it counts on Enter or when left. One that makes no sense is marked,
 * and not taken: Enter leaves it to be mended, leaving brings the old one back; either says why.
 */
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
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => setDraft(text), [text]);
  useEffect(() => {
    if (refused === null) return;
    const timer = setTimeout(() => setRefused(null), SAID_FOR);
    return () => clearTimeout(timer);
  }, [refused]);
  const value = parse(draft);
  const enter = (): void => {
    if (value === null) return setRefused(draft);
    setRefused(null);
    if (draft !== text) onEnter(value);
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
        aria-describedby={refused === null ? undefined : `${id}-refused`}
        onChange={(event) => {
          setDraft(event.target.value);
          setRefused(null);
        }}
        onBlur={() => {
          enter();
          if (value === null) setDraft(text);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") enter();
          if (event.key === "Escape") {
            setDraft(text);
            setRefused(null);
          }
        }}
      />
      {refused !== null && (
        <p className="refused" id={`${id}-refused`} role="alert">
          {refused.trim() === "" ? "Nothing written" : `“${refused.slice(0, 40)}” is not taken`}.{" "}
          {hint}.
        </p>
      )}
    </div>
  );
}
