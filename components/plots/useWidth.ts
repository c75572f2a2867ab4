import { useLayoutEffect, useRef, useState, type RefObject } from "react";
import { useOnPaper } from "./paper.ts";

/** The width that an element has, px, followed as it changes; plots are drawn again for it. */
export function useWidth<E extends HTMLElement>(): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(0);
  const paper = useOnPaper();
  const [measuredFor, setMeasuredFor] = useState(paper);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    // one that is out of sight for a while has no width, and is not drawn anew for that
    const measure = (): void => {
      const now = Math.floor(element.clientWidth);
      if (now > 0) setWidth(now);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // what goes on paper is taken before an observer is heard
  useLayoutEffect(() => {
    if (measuredFor === paper) return;
    setMeasuredFor(paper);
    if (ref.current) setWidth(Math.floor(ref.current.clientWidth));
  }, [paper, measuredFor]);
  // nor is one heard where what lies around it was laid out anew for the paper
  // oxlint-disable-next-line react/exhaustive-deps -- after every drawing; the width that it has draws nothing anew
  useLayoutEffect(() => {
    const now = paper ? Math.floor(ref.current?.clientWidth ?? 0) : 0;
    if (now > 0) setWidth(now);
  });
  return [ref, width];
}
