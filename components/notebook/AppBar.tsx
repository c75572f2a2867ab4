import { useLayoutEffect, useState, type ReactElement } from "react";
import { EngineChip } from "./EngineChip.tsx";
import { Icon } from "./Icon.tsx";
import { applyTheme, initialTheme, type Theme } from "./theme.ts";

/** The bar at the top: the mark, the title, what computes, and the theme. */
export function AppBar(): ReactElement {
  const [theme, setTheme] = useState<Theme>(initialTheme);
  useLayoutEffect(() => applyTheme(theme, false), [theme]);
  const other: Theme = theme === "light" ? "dark" : "light";
  return (
    <header className="bar">
      <svg
        className="mark"
        viewBox="0 0 24 24"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
      >
        <path d="M1.5 1.5h21v21h-21zM5.5 5.5h13v13h-13z" strokeWidth="1.2" />
        <path d="M9 9h6v6H9z" strokeWidth="1.6" />
        <path d="M11 11h2v2h-2z" fill="currentColor" stroke="none" />
      </svg>
      <p className="title">Fieldbook</p>
      <span className="space" />
      <EngineChip />
      <span className="divide" />
      <button
        type="button"
        className="btn quiet"
        aria-label={`Use the ${other} theme`}
        title={`Use the ${other} theme`}
        onClick={() => {
          applyTheme(other, true);
          setTheme(other);
        }}
      >
        <Icon name="theme" />
      </button>
    </header>
  );
}
