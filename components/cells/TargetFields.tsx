import type { ReactElement } from "react";
import type { TargetChoice } from "../../src/domain/job.ts";
import { ChoiceField, type Choice } from "../controls/ChoiceField.tsx";
import { EntryField } from "../controls/EntryField.tsx";
import { parseWhole } from "./words.ts";

type Kind = "own" | "all-relu" | "all" | "one-relu" | "one";
const KINDS: readonly Choice<Kind>[] = [
  { value: "own", label: "the protocol’s" },
  { value: "all-relu", label: "all channels, rectified" },
  { value: "all", label: "all channels" },
  { value: "one-relu", label: "one channel, rectified" },
  { value: "one", label: "one channel" },
];
/** more than any network has */
const MOST_CHANNELS = 65_536;

const kindOf = (target: TargetChoice | null): Kind =>
  target === null
    ? "own"
    : `${target.channel === null ? "all" : "one"}${target.relu ? "-relu" : ""}`;

/** The scalar at the unit that is differentiated, instead of the protocol's own. */
export function TargetFields(props: {
  readonly target: TargetChoice | null;
  /** of the stage; null while no model is known */
  readonly channels: number | null;
  readonly onChange: (target: TargetChoice | null) => void;
}): ReactElement {
  const { target, channels, onChange } = props;
  const most = (channels ?? MOST_CHANNELS) - 1;
  const choose = (kind: Kind): void =>
    onChange(
      kind === "own"
        ? null
        : {
            channel: kind.startsWith("all") ? null : (target?.channel ?? 0),
            relu: kind.endsWith("relu"),
          },
    );
  return (
    <>
      <ChoiceField label="Target" value={kindOf(target)} choices={KINDS} onChoose={choose} />
      {target !== null && target.channel !== null && (
        <EntryField
          label="Channel"
          hint={`A whole number from 0 to ${most}`}
          text={String(target.channel)}
          parse={(text) => parseWhole(text, 0, most)}
          onEnter={(channel) => onChange({ ...target, channel })}
        />
      )}
    </>
  );
}
