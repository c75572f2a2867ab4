import { createContext, use } from "react";
import type { CommandContext, Panel } from "../../src/store/command.ts";
import type { Theme } from "./theme.ts";

/** What the page itself is like: the panel that stands open, the theme, the outline. */
export interface Frame {
  readonly panel: Panel | null;
  readonly closePanel: () => void;
  readonly theme: Theme;
  readonly outlineFolded: boolean;
}
export const FrameContext = createContext<Frame | null>(null);

/** Apart from the frame, since it never changes and every cell reads it. */
export const CommandsContext = createContext<CommandContext | null>(null);

/** What commands may ask of the page. */
export function useCommands(): CommandContext {
  const context = use(CommandsContext);
  if (!context) throw new Error("A component that needs the commands stands outside the page.");
  return context;
}
export function useFrame(): Frame {
  const frame = use(FrameContext);
  if (!frame) throw new Error("A component that needs the page's frame stands outside it.");
  return frame;
}
