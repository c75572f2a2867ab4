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
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // what goes on paper is taken before an observer is heard
  useLayoutEffect(() => {
    if (measuredFor === paper) return;
    setMeasuredFor(paper);
    if (ref.current) setWidth(Math.floor(ref.current.clientWidth));
  }, [paper, measuredFor]);
  return [ref, width];
}
