import type { ReactElement } from "react";
import { LineKey } from "../plots/LineChart.tsx";
import type { Field } from "./erfFields.ts";

/** Which line is whose, where a network stands beside its untrained twin. */
export function FieldKey({ fields }: { readonly fields: readonly Field[] }): ReactElement | null {
  if (fields.length < 2) return null;
  return (
    <LineKey
      lines={fields.map(({ name, className, dash }) => ({
        key: name,
        name,
        series: { className, dash },
      }))}
    />
  );
}
