/** Versions of the format: older files are brought to this one step by step. */
import { badFile, type JsonObject } from "./readJson.ts";
import { show } from "./describeIssue.ts";

/** Raised when the frame around the cells changes so that older files must be migrated. */
export const FORMAT_VERSION = 1;

/** Brings a file of version `from` to `from + 1`; pure. */
export interface Migration {
  readonly from: number;
  migrate(file: JsonObject): JsonObject;
}
/** One for every version that was ever written before this one: there is none before 1. */
export const MIGRATIONS: readonly Migration[] = [];

/** The number in the field `fieldbook`, which every notebook has. */
export function versionOf(file: JsonObject): number {
  const version = Object.hasOwn(file, "fieldbook") ? file["fieldbook"] : undefined;
  if (version === undefined)
    throw badFile(
      `The file is no notebook: it has no field “fieldbook” with the version of the format, which is ${FORMAT_VERSION} now.`,
    );
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1 || version > 1e6)
    throw badFile(
      `fieldbook is ${show(version)}, must be the version of the format, a whole number from 1; it is ${FORMAT_VERSION} now.`,
    );
  return version;
}

/** The file in the form of version `to`; a newer one stays as it is. */
export function migrate(
  file: JsonObject,
  migrations: readonly Migration[] = MIGRATIONS,
  to: number = FORMAT_VERSION,
): JsonObject {
  const version = versionOf(file);
  if (version >= to) return file;
  const step = migrations.find(({ from }) => from === version);
  if (!step)
    throw badFile(
      `The file is of version ${version} of the format, which this version of Fieldbook cannot bring to ${to}.`,
    );
  return migrate({ ...step.migrate(file), fieldbook: version + 1 }, migrations, to);
}
