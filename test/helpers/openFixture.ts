import { readFileSync } from "node:fs";
import { fromBytes, type ByteSource } from "../../src/formats/byteSource.ts";

/** The bytes of a file of test/, alone in their buffer. */
export const readFixture = (path: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url)));

/** A file of test/ as a source named like it. */
export const openFixture = (path: string): ByteSource =>
  fromBytes(readFixture(path), path.slice(path.lastIndexOf("/") + 1));
