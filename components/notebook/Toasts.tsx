import { useEffect, useState, type ReactElement } from "react";
import type { Notice } from "../../src/store/notebook.ts";
import { dismiss } from "../../src/store/notices.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { Icon } from "./Icon.tsx";
import { isMac } from "./isMac.ts";
import { useBook, useNotebook } from "./useNotebook.ts";

/** Long enough to read and to reach; what a toast offers can be had elsewhere too. */
const STAYS_MS = 12_000;

/** Short messages at the foot of the page, each with what can be done about it. */
export function Toasts(props: {
  /** whether the keys of commands count here */
  readonly keys: boolean;
}): ReactElement {
  const notices = useNotebook((state) => state.notices);
  return (
    <div className="toasts" role="status">
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} keys={props.keys} />
      ))}
    </div>
  );
}

function Toast(props: { readonly notice: Notice; readonly keys: boolean }): ReactElement {
  const { notice, keys } = props;
  const book = useBook();
  const [held, setHeld] = useState(false);
  const { id, text, action, stays } = notice;
  useEffect(() => {
    if (held || stays) return;
    const timer = setTimeout(() => dismiss(book, id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [book, id, held, stays]);
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{text}</span>
      {action && (
        <button
          type="button"
          className="btn quiet"
          onClick={() => {
            dismiss(book, id);
            action.run();
          }}
        >
          {action.label}
          {keys && action.label === "Undo" && <kbd>{showKeys("Mod+z", isMac())}</kbd>}
        </button>
      )}
      <button
        type="button"
        className="btn quiet icon"
        aria-label="Dismiss"
        onClick={() => dismiss(book, id)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
