// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { showCell } from "../../../components/notebook/showCell.ts";

/** px from the top of the page */
let place = 0;
let frames: ((now: number) => void)[] = [];
let now = 0;
beforeEach(() => {
  [place, frames, now] = [9000, [], 0];
  vi.spyOn(performance, "now").mockImplementation(() => now);
  vi.stubGlobal("requestAnimationFrame", (frame: (now: number) => void) => frames.push(frame));
  vi.stubGlobal("scrollY", 0);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function createCell(): HTMLElement {
  const cell = document.body.appendChild(document.createElement("div"));
  cell.getBoundingClientRect = () => new DOMRect(0, place - scrollY, 800, 300);
  cell.scrollIntoView = () => void vi.stubGlobal("scrollY", place);
  return cell;
}

function draw(ms: number): void {
  now += ms;
  for (const frame of frames.splice(0)) frame(now);
}

it("follows a cell that is pushed away in a frame that took long (regression)", () => {
  showCell(createCell(), "start");
  expect(scrollY).toBe(9000);
  draw(16);
  place = 10300;
  draw(700);
  expect(scrollY).toBe(10300);
  place = 10200;
  draw(1900);
  expect(scrollY).toBe(10200);
});

it("leaves a cell that stands still alone, and one that a person scrolls away from", () => {
  showCell(createCell(), "start");
  for (let frame = 0; frame < 8; frame++) draw(90);
  expect(frames).toHaveLength(0);
  showCell(createCell(), "start");
  draw(16);
  vi.stubGlobal("scrollY", 40);
  draw(16);
  expect(frames).toHaveLength(0);
  showCell(createCell(), "start");
  dispatchEvent(new Event("wheel"));
  draw(16);
  expect(frames).toHaveLength(0);
});

it("follows a cell that never comes to rest for a while, and no longer", () => {
  showCell(createCell(), "start");
  for (let frame = 0; frame < 49; frame++) {
    place += 10;
    draw(100);
    expect(scrollY).toBe(place);
  }
  for (let frame = 0; frame < 2; frame++) {
    place += 10;
    draw(100);
  }
  expect(frames).toHaveLength(0);
});
