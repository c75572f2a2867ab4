/** The format as a JSON Schema, for editors and other programs: made of the schemas that check a file. */
import * as z from "zod/mini";
import { CELL_TYPES } from "../../domain/document.ts";
import { MOST_CELLS, MOST_TITLE } from "./limits.ts";
import { FORMAT_VERSION } from "./migrate.ts";
import { resultSchemas } from "./resultSchemas.ts";
import { cellSchemas } from "./schema.ts";

function bare(schema: z.ZodMiniType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
const refs = (names: readonly string[], suffix: string) =>
  names.map((name) => ({ $ref: `#/$defs/${name}${suffix}` }));
const defs = (schemas: Readonly<Record<string, z.ZodMiniType>>, suffix: string) =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`${name}${suffix}`, bare(schema)]),
  );

/** docs/notebook.schema.json as an object. */
export const notebookJsonSchema = (): object => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Fieldbook notebook",
  description: "A *.fieldbook.json file; docs/notebook-format.md says what the fields mean.",
  type: "object",
  required: ["fieldbook", "cells"],
  properties: {
    fieldbook: {
      description: `version of the format; ${FORMAT_VERSION} now`,
      type: "integer",
      minimum: 1,
    },
    title: { type: "string", maxLength: MOST_TITLE, default: "Untitled" },
    cells: {
      type: "array",
      maxItems: MOST_CELLS,
      items: { anyOf: [...refs(CELL_TYPES, "Cell"), { $ref: "#/$defs/newerCell" }] },
    },
    results: {
      description: "by the key of what each depends on",
      type: "object",
      propertyNames: { pattern: "^[0-9a-f]{64}$" },
      additionalProperties: { anyOf: refs(Object.keys(resultSchemas), "Result") },
    },
  },
  $defs: {
    ...defs(cellSchemas, "Cell"),
    newerCell: {
      description: "a cell of a newer version, kept as it is",
      type: "object",
      required: ["type"],
      properties: { type: { type: "string", not: { enum: CELL_TYPES } } },
    },
    ...defs(resultSchemas, "Result"),
  },
});
