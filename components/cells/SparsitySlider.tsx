import { useEffect, useId, useRef, useState, type ReactElement } from "react";

const MOST_PERCENT = 95;
/** While the handle is dragged it counts no oftener than this, ms. */
const PACE_MS = 250;

/** Share of zeros added to the large kernels; it counts while the handle is dragged, and at once when it is let go. */
export function SparsitySlider(props: {
  /** null leaves the weights as they are */
  readonly share: number | null;
  readonly onChange: (share: number | null) => void;
}): ReactElement {
  const { share, onChange } = props;
  const id = useId();
  const given = Math.round((share ?? 0) * 100);
  const [percent, setPercent] = useState(given);
  useEffect(() => setPercent(given), [given]);
  const settle = (): void => {
    if (percent !== given) onChange(percent === 0 ? null : percent / 100);
  };
  const counted = useRef(-Infinity);
  useEffect(() => {
    if (percent === given) return;
    const due = setTimeout(
      () => {
        counted.current = performance.now();
        onChange(percent === 0 ? null : percent / 100);
      },
      Math.max(0, counted.current + PACE_MS - performance.now()),
    );
    return () => clearTimeout(due);
  }, [percent, given, onChange]);
  return (
    <div className="sparsity">
      <label htmlFor={id}>{percent === 0 ? "Zeros added: none" : "Zeros added"}</label>
      <output htmlFor={id}>{percent} %</output>
      <input
        id={id}
        type="range"
        min={0}
        max={MOST_PERCENT}
        step={5}
        value={percent}
        aria-valuetext={`${percent} percent`}
        onChange={(event) => setPercent(Number(event.target.value))}
        onPointerUp={settle}
        onKeyUp={settle}
        onBlur={settle}
      />
    </div>
  );
}
