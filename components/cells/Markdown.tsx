import { memo, useLayoutEffect, useRef, type ReactElement } from "react";
import { cleanHtml } from "./cleanHtml.ts";
import { drawTex } from "./drawTex.ts";
import { markdownToHtml } from "./markdown.ts";

/** A text in Markdown with TeX, from whoever: read anew only when it changes, and never trusted. */
export const Markdown = memo(function Markdown(props: {
  readonly text: string;
  readonly className?: string;
}): ReactElement {
  const { text, className = "" } = props;
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    element.replaceChildren(cleanHtml(markdownToHtml(text)));
    void drawTex(element);
  }, [text]);
  return <div ref={ref} className={`markdown ${className}`} />;
});
