import { Component, type ReactNode } from "react";

interface Props {
  /** draws the cell anew when it changes */
  readonly of: unknown;
  readonly children: ReactNode;
}
interface State {
  readonly error: Error | null;
  readonly of: unknown;
}

/** Holds a cell that cannot be drawn, so that the rest of the page lives on. */
export class CellBoundary extends Component<Props, State> {
  override state: State = { error: null, of: this.props.of };
  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.of === state.of ? null : { error: null, of: props.of };
  }
  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="notice" role="alert">
        <p>
          <b>This cell cannot be drawn.</b> {error.message.slice(0, 300)}. Its content is safe: undo
          the last change, or export the notebook.
        </p>
        <div className="acts">
          <button type="button" className="btn" onClick={() => this.setState({ error: null })}>
            Try again
          </button>
        </div>
      </div>
    );
  }
}
