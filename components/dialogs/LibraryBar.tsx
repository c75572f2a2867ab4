import type { ReactElement } from "react";
import { otherTheme } from "../notebook/theme.ts";
import { Icon } from "../notebook/Icon.tsx";
import { Mark } from "../notebook/Mark.tsx";
import { useCommands, useFrame } from "../notebook/useFrame.ts";

/** The bar over the library. */
export function LibraryBar(): ReactElement {
  const { toggleTheme } = useCommands();
  const { theme } = useFrame();
  const label = `Use the ${otherTheme(theme)} theme`;
  return (
    <header className="bar">
      <Mark />
      <p className="name">Fieldbook</p>
      <span className="space" />
      <button
        type="button"
        className="btn quiet icon"
        aria-label={label}
        title={label}
        onClick={toggleTheme}
      >
        <Icon name="theme" />
      </button>
    </header>
  );
}
