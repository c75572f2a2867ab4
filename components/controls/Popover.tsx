import { useId, useRef, useState, type ReactElement, type ReactNode } from "react";

const MARGIN = 8;

/** Puts a popover under its button, inside the window; over it where there is no room below. */
function place(popover: HTMLElement, button: HTMLElement, end: boolean, fixed: boolean): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { clientWidth, clientHeight } = document.documentElement;
  const wanted = end ? at.right - width : at.left;
  const left = Math.max(MARGIN, Math.min(wanted, clientWidth - width - MARGIN));
  const below = at.bottom + MARGIN;
  const above = at.top - MARGIN - height;
  const top = below + height > clientHeight && above > 56 ? above : below;
  popover.style.position = fixed ? "fixed" : "absolute";
  popover.style.left = `${left + (fixed ? 0 : scrollX)}px`;
  popover.style.top = `${top + (fixed ? 0 : scrollY)}px`;
  // unseen until it has its place
  popover.style.visibility = "visible";
}

/** A button that opens what floats; the browser closes it on Escape or a press elsewhere. */
export function Popover(props: {
  /** what the button shows */
  readonly button: ReactNode;
  /** what the button is called, when what it shows does not say */
  readonly label?: string;
  readonly className?: string;
  readonly popupClassName?: string;
  readonly popup: "menu" | "dialog";
  readonly tabIndex?: number;
  /** aligns right edges */
  readonly end?: boolean;
  /** stays where it is when the page scrolls */
  readonly fixed?: boolean;
  readonly data?: Readonly<Record<`data-${string}`, string | number>>;
  readonly children: (close: () => void) => ReactNode;
}): ReactElement {
  const { button, label, className = "btn quiet", popup, end = false, fixed = false } = props;
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const floating = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        {...props.data}
        ref={trigger}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup={popup}
        aria-expanded={open}
        tabIndex={props.tabIndex}
        {...(label !== undefined && { "aria-label": label, title: label })}
      >
        {button}
      </button>
      <div
        ref={floating}
        id={id}
        popover="auto"
        className={`pop ${props.popupClassName ?? ""}`}
        onBeforeToggle={(event) => event.newState === "open" && setOpen(true)}
        onToggle={(event) => {
          setOpen(event.newState === "open");
          if (!floating.current || !trigger.current) return;
          if (event.newState === "closed") floating.current.style.visibility = "";
          if (event.newState === "closed") return;
          place(floating.current, trigger.current, end, fixed);
          floating.current
            .querySelector<HTMLElement>("[autofocus], input, [role^=menuitem]:not(:disabled)")
            ?.focus({ preventScroll: true });
        }}
      >
        {open && props.children(() => document.getElementById(id)?.hidePopover())}
      </div>
    </>
  );
}
