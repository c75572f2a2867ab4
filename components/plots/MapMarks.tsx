import type { ReactElement } from "react";

/** What is drawn over a map; lengths in px of the input, measured from its top left corner. */
export interface Marks {
  readonly unit: { readonly x: number; readonly y: number };
  readonly squares: readonly { readonly label: string; readonly side: number }[];
  /** side of the theoretical field around the unit */
  readonly field: number;
}
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Map {
  readonly height: number;
  readonly width: number;
}
/** room that a label needs inside a square, px of the screen */
const LABEL = 46;
/** height of a label below its square, px */
const BELOW = 18;
/** px that the label of a square takes */
const WORDS = { width: 30, height: 13 };
/** px of the ring that marks the unit */
const RING = 14;

/** Unit, squares and theoretical field over a map; `scale` is screen px per input px. */
export function MapMarks(props: {
  readonly marks: Marks;
  readonly map: Map;
  readonly scale: number;
  readonly side: number;
}): ReactElement {
  const { marks, map, scale, side } = props;
  const { unit } = marks;
  return (
    <g>
      <TheoryFrame {...marks} scale={scale} side={side} />
      {squaresOf(marks).map((square) => (
        <Square key={square.label} {...square} map={map} scale={scale} />
      ))}
      <g transform={`translate(${unit.x * scale} ${unit.y * scale})`}>
        <circle r="6" fill="none" stroke="#0009" strokeWidth="3.4" />
        <circle r="6" fill="none" stroke="#fff" strokeWidth="1.6" />
        <circle r="2.6" fill="#fff" />
        <circle r="1.5" fill="#000" />
      </g>
    </g>
  );
}

const squaresOf = ({ squares, unit }: Marks) =>
  squares.map((square, i) => ({
    ...square,
    unit,
    inner: i === 0,
    around: squares[i + 1]?.side ?? Infinity,
  }));

interface SquareProps {
  readonly label: string;
  readonly side: number;
  readonly inner: boolean;
  /** side of the next larger square, whose line no label crosses */
  readonly around: number;
  /** no label lies on it */
  readonly unit: Marks["unit"];
  readonly map: Map;
  readonly scale: number;
}
/** Where a square and the foot of its label stand, px of the screen. */
function placeSquare({ inner, map, scale, ...props }: Omit<SquareProps, "label">) {
  const half = (props.side - 1) / 2;
  const x = ((map.width >> 1) - half) * scale;
  const y = ((map.height >> 1) - half) * scale;
  const side = props.side * scale;
  const inside = inner ? side > LABEL + 24 : y < 18;
  const gap = ((props.around - props.side) / 2) * scale;
  // under both squares when there is no room between them
  const below = gap < BELOW && gap > 0 && gap !== Infinity ? y + side + gap + 14 : y + side + 14;
  const labelY = inside ? y + 15 : inner ? below : y - 6;
  const labelX = inside ? x + 6 : x;
  const ring = { x: props.unit.x * scale, y: props.unit.y * scale };
  const hit =
    Math.abs(ring.x - (labelX + WORDS.width / 2)) < (WORDS.width + RING) / 2 &&
    Math.abs(ring.y - (labelY - WORDS.height / 2)) < (WORDS.height + RING) / 2;
  // at the other end of its edge
  const far = x + side - WORDS.width + (inside ? -4 : 2);
  return { x, y, side, label: { x: hit && far > labelX ? far : labelX, y: labelY } };
}

function Square(props: SquareProps): ReactElement {
  const { x, y, side, label } = placeSquare(props);
  return (
    <g>
      <rect className="under" x={x} y={y} width={side} height={side} />
      <rect className="square" x={x} y={y} width={side} height={side} />
      <text className="on" {...label}>
        {props.label}
      </text>
    </g>
  );
}

/** Where the unit, lines and labels of squares lie, px of the screen: no other label should. */
export function markBoxes(marks: Marks, map: Map, scale: number): readonly Box[] {
  const [x, y] = [marks.unit.x * scale - RING / 2, marks.unit.y * scale - RING / 2];
  const squares = squaresOf(marks).flatMap((square) => {
    const { x, y, side, label } = placeSquare({ ...square, map, scale });
    return [
      { x: label.x, y: label.y - 10, ...WORDS },
      { x, y, width: side, height: 0 },
      { x, y: y + side, width: side, height: 0 },
      { x, y, width: 0, height: side },
      { x: x + side, y, width: 0, height: side },
    ];
  });
  return [{ x, y, width: RING, height: RING }, ...squares];
}

function TheoryFrame(
  props: Marks & { readonly scale: number; readonly side: number },
): ReactElement {
  const { unit, field, scale, side } = props;
  const edge = (centre: number, sign: number): number =>
    Math.min(side - 3.5, Math.max(3.5, (centre + (sign * field) / 2) * scale));
  const box = {
    x: edge(unit.x, -1),
    y: edge(unit.y, -1),
    width: Math.max(0, edge(unit.x, 1) - edge(unit.x, -1)),
    height: Math.max(0, edge(unit.y, 1) - edge(unit.y, -1)),
  };
  return (
    <g>
      <rect className="theory-under" {...box} />
      <rect className="theory" {...box} />
    </g>
  );
}
