import { useEffect, useId, useRef, type ReactElement, type ReactNode } from "react";
import { Icon } from "../notebook/Icon.tsx";

/** A modal of the browser's own, open as long as it is drawn; Escape or a press beside it closes it. */
export function Dialog(props: {
  readonly title: string;
  readonly className?: string;
  /** false leaves the head to the content */
  readonly head?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactElement {
  const { title, className = "", head = true, onClose, children } = props;
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const pressed = (event: MouseEvent): void => {
      if (event.target === dialog) dialog.close();
    };
    dialog.addEventListener("click", pressed);
    dialog.showModal();
    return () => {
      dialog.removeEventListener("click", pressed);
      // gives the keyboard back to where it was
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={`dialog ${className}`}
      {...(head ? { "aria-labelledby": id } : { "aria-label": title })}
      onClose={({ currentTarget }) => {
        // one that was closed and opened again at once, as React does in development, is open
        if (!currentTarget.open) onClose();
      }}
    >
      <div className="dialog-in">
        {head && (
          <header>
            <h2 id={id}>{title}</h2>
            <button
              type="button"
              className="btn quiet icon"
              aria-label="Close"
              title="Close"
              onClick={onClose}
            >
              <Icon name="close" />
            </button>
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}
