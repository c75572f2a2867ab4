/**
 * The leaves of the format's schemas. A message is what the value must be, put so that it ends the
 * sentence “… is 12, must be …”.
 */
import * as z from "zod/mini";
import { MODEL_NAME } from "../../domain/document.ts";
import {
  MOST_ADDRESS,
  MOST_IMAGES,
  MOST_LISTED,
  MOST_NAME,
  MOST_SEED,
  MOST_TEXT,
  MOST_TITLE,
} from "./limits.ts";

// the page's content security policy forbids to compile schemas into functions
z.config({ jitless: true });

export const whole = (least: number, most: number) => {
  const say = `a whole number from ${least} to ${most}`;
  return z.int(say).check(z.gte(least, say), z.lte(most, say));
};
export const within = (least: number, most: number) => {
  const say = `a number from ${least} to ${most}`;
  return z.number(say).check(z.gte(least, say), z.lte(most, say));
};
export const finite = () => z.number("a number");
export const flag = () => z.boolean("true or false");
/** One of a closed set; a text outside it is taken for a word of a newer version. */
export const word = <const T extends string>(words: readonly T[]) =>
  z.enum(words, words.length === 1 ? `“${words[0]}”` : `one of ${words.join(", ")}`);

export const shortText = (most: number = MOST_NAME) => {
  const say = `a text of at most ${most} characters`;
  return z.string(say).check(z.maxLength(most, say));
};
export const title = () => shortText(MOST_TITLE);
export const matching = (pattern: RegExp, say: string) =>
  z.string(say).check(z.regex(pattern, say));
export const listOf = <T extends z.ZodMiniType>(item: T, most: number, least = 0) => {
  const say = `a list of ${least > 0 ? `${least} to ${most}` : `at most ${most}`}`;
  return z.array(item, say).check(z.minLength(least, say), z.maxLength(most, say));
};
/** An object whose unknown fields are words of a newer version. */
export const closed = <T extends Record<string, z.ZodMiniType>>(shape: T, say = "an object") =>
  z.strictObject(shape, say);

/** Markdown as one text, or as the list of its lines. */
export const markdown = () => {
  const say = `a text of at most ${MOST_TEXT} characters, or the list of its lines`;
  const length = (text: string | readonly string[]): number =>
    typeof text === "string" ? text.length : text.reduce((sum, line) => sum + line.length + 1, -1);
  return z
    .union([z.string(), z.array(z.string())], say)
    .check(z.refine((text) => length(text) <= MOST_TEXT, say));
};
export const sha256 = () =>
  matching(/^[0-9a-f]{64}$/, "a SHA-256 of 64 hexadecimal digits in lower case");

const NAME = "a name of a–z, then a–z, 0–9 or _, at most 40 characters";
export const modelName = () => matching(MODEL_NAME, NAME);
/** The name of a model in another cell; empty where none is chosen yet. */
export const modelReference = () =>
  matching(new RegExp(`${MODEL_NAME.source}|^$`), `${NAME}, or empty`);
export const modelReferences = () => listOf(modelReference(), MOST_LISTED);

/** An address without a name or a password in it, so that none is passed on with a notebook. */
const isAddress = (text: string): boolean => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url?.protocol === "https:" && url.username === "" && url.password === "";
};
export const address = () => {
  const say = `an address that begins with https://, of at most ${MOST_ADDRESS} characters`;
  return z
    .string(say)
    .check(z.regex(/^https:\/\//, say), z.maxLength(MOST_ADDRESS, say), z.refine(isAddress, say));
};
export const fileRef = () =>
  closed({
    name: shortText(),
    bytes: whole(0, Number.MAX_SAFE_INTEGER),
    sha256: sha256(),
    url: z.exactOptional(address().check(z.describe("where it may be had"))),
  });

const ORIGINS = (types: string) => ({
  error: ({ code }: { readonly code?: string | undefined }) =>
    code === "invalid_union" ? `one of ${types}` : `an object with a type, one of ${types}`,
});
/** A union by the field `type`, with the sentence for a type that is none of them. */
export const byType = <
  const T extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(
  types: string,
  options: T,
) => z.discriminatedUnion("type", options, ORIGINS(types));

export const images = () =>
  z._default(
    byType("dead-leaves, noise, files", [
      closed({
        type: word(["dead-leaves", "noise"]),
        count: z._default(whole(1, MOST_IMAGES), 4),
        seed: z._default(whole(0, MOST_SEED), 0),
      }),
      closed({ type: z.literal("files"), files: listOf(fileRef(), MOST_IMAGES) }),
    ]),
    { type: "dead-leaves", count: 4, seed: 0 },
  );
