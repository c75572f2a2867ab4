// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { applyTheme, followSystem, initialTheme } from "../../../components/notebook/theme.ts";

let dark = false;
const listeners = new Set<() => void>();
const change = (to: boolean): void => {
  dark = to;
  for (const listener of listeners) listener();
};
beforeEach(() => {
  dark = false;
  localStorage.clear();
  vi.stubGlobal("matchMedia", () => ({
    matches: dark,
    addEventListener: (_: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: () => void) => listeners.delete(listener),
  }));
});
afterEach(() => vi.unstubAllGlobals());

it("the theme follows the system while the page is open, until one is chosen (regression)", () => {
  const told: string[] = [];
  expect(initialTheme()).toBe("light");
  const end = followSystem((theme) => told.push(theme));
  change(true);
  change(false);
  expect(told).toEqual(["dark", "light"]);
  applyTheme("light", true);
  change(true);
  expect(told).toHaveLength(2);
  end();
  expect(listeners.size).toBe(0);
});
