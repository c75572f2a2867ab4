import type { ReactElement } from "react";

/** The sign of Fieldbook, nested fields, which leads to the library. */
export function Mark(): ReactElement {
  return (
    <a
      className="mark"
      href="#library"
      aria-label="Fieldbook: notebooks in this browser"
      title="All notebooks, and examples"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor">
        <path d="M1.5 1.5h21v21h-21zM5.5 5.5h13v13h-13z" strokeWidth="1.2" />
        <path d="M9 9h6v6H9z" strokeWidth="1.6" />
        <path d="M11 11h2v2h-2z" fill="currentColor" stroke="none" />
      </svg>
      <span className="wordmark" aria-hidden="true">
        Fieldbook
      </span>
    </a>
  );
}
