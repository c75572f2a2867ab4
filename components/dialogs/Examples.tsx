import { useEffect, useState, type ReactElement } from "react";
import { listExamples, type Example } from "../../src/store/examples.ts";
import { useBook } from "../notebook/useNotebook.ts";

/** The notebooks that come with Fieldbook; nothing where none are served. */
export function Examples(): ReactElement | null {
  const { base } = useBook();
  const [examples, setExamples] = useState<readonly Example[]>([]);
  useEffect(() => {
    let here = true;
    const folder = new URL(`${base}examples/`, location.href).href;
    void listExamples(folder, fetch.bind(globalThis)).then((list) => here && setExamples(list));
    return () => void (here = false);
  }, [base]);
  if (examples.length === 0) return null;
  return (
    <section>
      <h2>Examples</h2>
      <ul className="notebooks">
        {examples.map(({ file, title, about }) => (
          <li key={file}>
            <div className="what">
              <a href={`?notebook=${encodeURIComponent(`${base}examples/${file}`)}`}>{title}</a>
              <p>{about}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
