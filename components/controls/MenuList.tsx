import type { KeyboardEvent, ReactElement } from "react";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** keys that do the same, as they are printed */
  readonly keys?: string;
  readonly disabled?: boolean;
  /** a line above it */
  readonly apart?: boolean;
  readonly run: () => void;
}

/** Moves the keyboard within a list of buttons by arrows, Home and End, and by first letters. */
export function moveWithin(event: KeyboardEvent<HTMLElement>): void {
  const items = [
    ...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]:not(:disabled)"),
  ];
  const at = items.findIndex((item) => item === document.activeElement);
  const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const startsWith = (item: HTMLElement): boolean =>
    item.textContent.toLowerCase().startsWith(event.key.toLowerCase());
  const next =
    items[steps[event.key] ?? -1] ??
    (letter ? [...items.slice(at + 1), ...items.slice(0, at + 1)].find(startsWith) : undefined);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The entries of a menu, to stand in a Popover. */
export function MenuList(props: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly close: () => void;
}): ReactElement {
  return (
    <div
      role="menu"
      tabIndex={-1}
      className="menu-list"
      aria-label={props.label}
      onKeyDown={moveWithin}
    >
      {props.items.map(({ id, label, keys, disabled = false, apart = false, run }) => (
        <button
          type="button"
          role="menuitem"
          key={id}
          tabIndex={-1}
          className={apart ? "menu-item apart" : "menu-item"}
          disabled={disabled}
          onClick={() => {
            props.close();
            run();
          }}
        >
          <span>{label}</span>
          {keys && <kbd>{keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
