import { useEffect, useState, type ReactElement } from "react";
import { ChoiceField } from "../controls/ChoiceField.tsx";

/** How long each map stays, s: even the shortest makes one flash a second, where three are allowed. */
const STAYS = [0.5, 1, 2] as const;

const wantsRest = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

const other = (now: 0 | 1): 0 | 1 => (now === 0 ? 1 : 0);

export interface Blink {
  /** which of the two is up */
  readonly up: 0 | 1;
  readonly going: boolean;
  readonly stay: (typeof STAYS)[number];
  readonly setStay: (stay: (typeof STAYS)[number]) => void;
  readonly setGoing: (going: boolean) => void;
  /** shows the other of the two, and stays with it */
  readonly turn: () => void;
}

/** Two maps in one place in turn; at rest for those who ask for less motion, until they start it. */
export function useBlink(wanted: boolean): Blink {
  const [up, setUp] = useState<0 | 1>(0);
  const [going, setGoing] = useState(() => !wantsRest());
  const [stay, setStay] = useState<(typeof STAYS)[number]>(1);
  useEffect(() => {
    if (!going || !wanted) return;
    const timer = setInterval(() => setUp(other), stay * 1000);
    return () => clearInterval(timer);
  }, [going, wanted, stay]);
  return {
    ...{ up, going, stay, setStay, setGoing },
    turn() {
      setGoing(false);
      setUp(other);
    },
  };
}

/** How fast they change, and whether they do. */
export function BlinkFields({ blink }: { readonly blink: Blink }): ReactElement {
  const { going, stay, setStay, setGoing, turn } = blink;
  return (
    <>
      <ChoiceField
        label="Each stays"
        value={stay}
        choices={STAYS.map((value) => ({ value, label: `${value} s` }))}
        onChoose={setStay}
      />
      <div className="field">
        <span className="label">Blinking</span>
        <div className="beside">
          <button type="button" className="btn" onClick={() => setGoing(!going)}>
            {going ? "Stop" : "Start"}
          </button>
          <button type="button" className="btn" onClick={turn}>
            Show the other
          </button>
        </div>
      </div>
    </>
  );
}
