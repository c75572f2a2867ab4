import type { ReactElement } from "react";
import { COMPARE_MODES, type CompareMode } from "../../src/domain/document.ts";
import { ChoiceField } from "../controls/ChoiceField.tsx";
import { WordChoice } from "../controls/WordChoice.tsx";
import { MODE_NAMES } from "./compareWords.ts";
import { useTight } from "./useNarrow.ts";

/** How the maps are set against each other. */
export function CompareViews(props: {
  readonly mode: CompareMode;
  readonly onChoose: (mode: CompareMode) => void;
}): ReactElement {
  const { mode, onChoose } = props;
  const tight = useTight();
  const choices = COMPARE_MODES.map((value) => ({ value, label: MODE_NAMES[value] }));
  const View = tight ? ChoiceField<CompareMode> : WordChoice<CompareMode>;
  return <View label="View" value={mode} choices={choices} onChoose={onChoose} />;
}
