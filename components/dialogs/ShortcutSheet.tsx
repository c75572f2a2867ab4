import { Fragment, type ReactElement } from "react";
import type { Command } from "../../src/store/command.ts";
import { COMMANDS } from "../../src/store/commands.ts";
import { showKeys } from "../../src/store/strokes.ts";
import { isMac } from "../notebook/isMac.ts";
import { Dialog } from "./Dialog.tsx";

const GROUPS: readonly Command["group"][] = ["Move about", "Run", "Cells", "Edit", "Notebook"];

/** Every key of the table of commands. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Dialog title="Keyboard shortcuts" className="sheet" onClose={onClose}>
      <p className="lead">
        Single keys count while a cell is selected and nothing is written in it: Escape leaves a
        text or a field.
      </p>
      <div className="groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map(
                ({ id, title, keys }) => (
                  <Fragment key={id}>
                    <dt>{title}</dt>
                    <dd>
                      {keys.map((key) => (
                        <kbd key={key}>{showKeys(key, isMac())}</kbd>
                      ))}
                    </dd>
                  </Fragment>
                ),
              )}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
