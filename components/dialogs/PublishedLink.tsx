import type { ReactElement } from "react";

/** The way from the library to the page of published numbers. */
export function PublishedLink(): ReactElement {
  return (
    <section>
      <h2>Papers</h2>
      <ul className="notebooks">
        <li>
          <div className="what">
            <a href="#published">Published numbers</a>
            <p>
              RepLKNet’s area ratios, SLaK’s maps and OpenERF’s reference numbers, each with its
              source, beside what your notebooks have measured.
            </p>
          </div>
        </li>
      </ul>
    </section>
  );
}
