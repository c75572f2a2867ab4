import { useId, type ReactElement, type ReactNode } from "react";
import { useKeptOpen } from "./useKeptOpen.ts";

/** Fields that always show in one row, the views at its end, and under More those that are seldom changed. */
export function ConditionRow(props: {
  readonly cellId: string;
  readonly label: string;
  readonly children: ReactNode;
  /** what More holds */
  readonly more: ReactNode;
  /** what of it matters while it is closed, in words */
  readonly summary: string;
  /** how the figure is looked at; on the right where there is room */
  readonly views?: ReactNode;
}): ReactElement {
  const { cellId, label, children, more, summary, views } = props;
  const [open, setOpen] = useKeptOpen(`more ${cellId}`);
  const id = useId();
  return (
    <div className="condition-rows" role="group" aria-label={label}>
      <div className="conditions">
        {children}
        <div className="field more">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <span className="label">More</span> <span className="choice">{summary}</span>
          </button>
        </div>
        {views !== undefined && <div className="views">{views}</div>}
      </div>
      <div className="conditions rest" id={id} hidden={!open}>
        {more}
      </div>
    </div>
  );
}
