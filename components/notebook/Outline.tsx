import type { ReactElement } from "react";
import { modelGlyph } from "../cells/ModelCell.tsx";
import { useNotebook } from "./useNotebook.ts";

/** The cells by name, each with the glyph of its state. */
export function Outline(): ReactElement {
  const figure = useNotebook((state) => state.running.figure.status);
  const model = useNotebook((state) => modelGlyph(state.running.model));
  return (
    <nav className="outline" aria-label="Outline">
      <div className="in">
        <h2>Outline</h2>
        <ol>
          <Entry href="#intro" glyph="done" title="Introduction" />
          <Entry href="#model" glyph={model} title="The model" />
          <Entry href="#field" glyph={figure} title="The field of one unit" note="Fig. 1" />
        </ol>
      </div>
    </nav>
  );
}

function Entry(props: {
  readonly href: string;
  readonly glyph: string;
  readonly title: string;
  readonly note?: string;
}): ReactElement {
  return (
    <li>
      <a href={props.href} title={props.title}>
        <span className={`dot ${props.glyph}`} />
        <span className="t">{props.title}</span>
        {props.note && <span className="n">{props.note}</span>}
      </a>
    </li>
  );
}
