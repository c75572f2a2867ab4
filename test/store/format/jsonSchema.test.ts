import { format, resolveConfig } from "prettier";
import { describe, expect, it } from "vitest";
import { CELL_TYPES } from "../../../src/domain/document.ts";
import { notebookJsonSchema } from "../../../src/store/format/jsonSchema.ts";

const PATH = "docs/notebook.schema.json";

describe("docs/notebook.schema.json", () => {
  /** To write it anew: npx vitest run --project unit test/store/format/jsonSchema.test.ts -u */
  it("is what the schemas that check a file say", async () => {
    const options = { ...(await resolveConfig(PATH)), filepath: PATH };
    const text = await format(JSON.stringify(notebookJsonSchema()), options);
    await expect(text).toMatchFileSnapshot(`../../../${PATH}`);
  });

  it("tells the types of cells apart and lets newer ones be", () => {
    expect(notebookJsonSchema()).toMatchObject({
      $defs: {
        ...Object.fromEntries(
          CELL_TYPES.map((type) => [`${type}Cell`, { properties: { type: { const: type } } }]),
        ),
        newerCell: { properties: { type: { not: { enum: CELL_TYPES } } } },
      },
    });
  });

  it("holds ranges, defaults and closed sets", () => {
    expect(notebookJsonSchema()).toHaveProperty("$defs.erfCell.properties.conditions.properties", {
      protocol: {
        type: "string",
        enum: ["replknet", "slak-figure", "vmamba", "openerf"],
        default: "replknet",
      },
      size: {
        type: "integer",
        minimum: 32,
        maximum: 4096,
        default: 128,
        description: "side of the square input, px",
      },
      target: expect.objectContaining({ default: null }),
      stage: { type: "integer", minimum: 1, maximum: 4, default: 2 },
      block: expect.objectContaining({ default: null }),
      unit: expect.objectContaining({ default: "center" }),
      images: expect.objectContaining({ default: { type: "dead-leaves", count: 4, seed: 0 } }),
      scale: expect.objectContaining({ enum: ["log10p1", "linear", "power"] }),
      colours: expect.objectContaining({ default: "magma" }),
    });
  });
});
