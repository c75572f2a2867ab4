import type { ReactElement } from "react";

/** A link to be copied: by the button, or by hand where the browser bars the clipboard. */
export function LinkField(props: {
  readonly label: string;
  /** empty until it is made */
  readonly link: string;
  readonly copy: (text: string, what: string) => void;
}): ReactElement {
  const { label, link, copy } = props;
  return (
    <div className="link-field">
      <input
        readOnly
        aria-label={label}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        className="btn solid"
        disabled={link === ""}
        onClick={() => copy(link, "Link")}
      >
        Copy link
      </button>
    </div>
  );
}
