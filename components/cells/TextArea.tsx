import { useLayoutEffect, useRef, type ReactElement } from "react";

/** Whether the browser itself lets a field grow with what it holds. */
const growsAlone = (): boolean =>
  typeof CSS !== "undefined" && CSS.supports("field-sizing", "content");

/** Kept free under the last line while it is written, px. */
const FOOT = 32;

/** A field that grew past the foot of the window is followed, when it is written at its end. */
function followEnd(field: HTMLTextAreaElement): void {
  if (field !== document.activeElement || field.selectionEnd < field.value.length) return;
  const beyond = field.getBoundingClientRect().bottom + FOOT - innerHeight;
  if (beyond > 0) scrollBy(0, beyond);
}

/** Several lines of text in a field as high as they are; it takes the keyboard when it appears. */
export function TextArea(props: {
  readonly label: string;
  readonly value: string;
  readonly className: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
  /** the keyboard went elsewhere */
  readonly onLeave?: () => void;
}): ReactElement {
  const { label, value, className, placeholder, onChange, onLeave } = props;
  const ref = useRef<HTMLTextAreaElement>(null);
  // after every drawing, which each letter brings
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    if (!growsAlone()) {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    }
    followEnd(field);
  });
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field || field === document.activeElement) return;
    field.focus({ preventScroll: true });
    field.setSelectionRange(field.value.length, field.value.length);
  }, []);
  return (
    <textarea
      ref={ref}
      className={`source ${className}`}
      aria-label={label}
      rows={1}
      spellCheck
      value={value}
      placeholder={placeholder}
      onChange={(event) => onChange(event.target.value)}
      onBlur={onLeave}
    />
  );
}
