import { useState, type ReactElement } from "react";
import { applyTheme, otherTheme, type Theme } from "../notebook/theme.ts";
import { GALLERY } from "./plots.tsx";

/** All plots on one page, for those who work on them; it is no part of what is built. */
export function Gallery(props: { readonly theme: Theme }): ReactElement {
  const [theme, setTheme] = useState(props.theme);
  const next = otherTheme(theme);
  return (
    <main className="gallery">
      <h1>Plots</h1>
      <button
        type="button"
        className="btn"
        onClick={() => {
          applyTheme(next, false);
          setTheme(next);
        }}
      >
        {next === "dark" ? "Dark" : "Light"}
      </button>
      {GALLERY.map(({ name, about, draw }) => (
        <section key={name} id={name} className="figure-body">
          <h2>{name}</h2>
          <p className="plot-note">{about}</p>
          {draw()}
        </section>
      ))}
    </main>
  );
}
