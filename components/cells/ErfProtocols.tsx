import { useEffect, useMemo, useRef, useState, type ReactElement } from "react";
import type { ErfCell } from "../../src/domain/document.ts";
import { PROTOCOLS, type ProtocolName } from "../../src/domain/job.ts";
import { PROTOCOLS_ALIKE, scaleOfProtocol, type MapReading } from "../../src/domain/reading.ts";
import type { AreaRatio } from "../../src/domain/result.ts";
import { computeAside, recallAside } from "../../src/store/aside.ts";
import { expectSeconds } from "../../src/store/expect.ts";
import type { ResolvedModel } from "../../src/store/graph.ts";
import { erfPart } from "../../src/store/parts.ts";
import { readingOf } from "../../src/store/readings.ts";
import { useBook, useRuntimePart } from "../notebook/useNotebook.ts";
import { Raised } from "../plots/Raised.tsx";
import { sayDuration, sayScale } from "./words.ts";

const SHARES = [0.3, 0.5];
const alike = (protocol: ProtocolName): boolean => PROTOCOLS_ALIKE.includes(protocol);

/** The number of every protocol beside the others; the name of one switches to it. */
export function ErfProtocols(props: {
  readonly of: ErfCell;
  readonly cell: ErfCell;
  readonly reading: MapReading;
  /** null when the name means other weights by now: then nothing more can be computed */
  readonly model: ResolvedModel | null;
  readonly onProtocol: (protocol: ProtocolName) => void;
}): ReactElement {
  const { of, cell, reading, model, onProtocol } = props;
  const book = useBook();
  // the map that the other protocols read
  const other = useMemo(() => {
    if (!model) return null;
    const protocol = alike(of.conditions.protocol) ? "openerf" : "replknet";
    const scale = scaleOfProtocol[protocol];
    return erfPart(model, { ...of.conditions, protocol, scale }) as ErfPart;
  }, [model, of.conditions]);
  const [running, setRunning] = useState(false);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => {
    if (other) void recallAside(book, cell.id, other).catch(() => {});
    return () => stop.current?.abort();
  }, [book, cell.id, other]);
  // drawn again when that map is read, whatever else stays as it is
  const beside = useRuntimePart(cell.id, () =>
    other ? readingOf(book, other.key, other.conditions) : undefined,
  );
  const squaresOf = (protocol: ProtocolName): readonly AreaRatio[] | null =>
    reading.byProtocol[protocol] ?? beside?.byProtocol[protocol] ?? null;
  const run = async (): Promise<void> => {
    if (!other) return;
    stop.current = new AbortController();
    setRunning(true);
    await computeAside(book, cell.id, other, stop.current.signal);
    setRunning(false);
  };
  const expected = other && expectSeconds(book, [other]);
  return (
    <table className="protocols">
      <caption>By protocol</caption>
      <thead>
        <tr>
          <th scope="col">Protocol</th>
          <th scope="col">Squares on</th>
          {SHARES.map((t) => (
            <th key={t} scope="col">
              {Math.round(t * 100)} %
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {PROTOCOLS.map((protocol) => {
          const squares = squaresOf(protocol);
          const chosen = protocol === cell.conditions.protocol;
          return (
            <tr key={protocol} className={chosen ? "chosen" : ""} data-protocol={protocol}>
              <th scope="row">
                <button
                  type="button"
                  className="linklike"
                  aria-pressed={chosen}
                  onClick={() => onProtocol(protocol)}
                >
                  {protocol}
                </button>
              </th>
              <td>
                <Raised text={sayScale[scaleOfProtocol[protocol]]} />
              </td>
              {squares ? (
                SHARES.map((t) => (
                  <td key={t} data-share={t}>
                    {squares.find((square) => square.t === t)?.ratio?.toFixed(3) ?? "–"}
                  </td>
                ))
              ) : (
                <td colSpan={SHARES.length} className="lacking">
                  {running ? "running" : "not computed"}
                  {other && !running && (
                    <button
                      type="button"
                      className="btn quiet small"
                      aria-label={`Run ${protocol}`}
                      title={expected === null ? undefined : `About ${sayDuration(expected)} here`}
                      onClick={() => void run()}
                    >
                      Run
                    </button>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
type ErfPart = Extract<ReturnType<typeof erfPart>, { kind: "erf" }>;
