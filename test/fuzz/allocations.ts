/** Arrays whose length a reader computes are counted while it runs; what a file's own bytes take is not. */
const COUNTED = [
  "ArrayBuffer",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;
type Constructor = (new (...values: never[]) => object) & { readonly BYTES_PER_ELEMENT?: number };

/** Runs work in which an array of more than so many bytes is an error instead of being made. */
export async function withLargestArray<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  const scope = globalThis as unknown as Record<string, Constructor>;
  const originals = COUNTED.map((name) => [name, scope[name]!] as const);
  for (const [name, original] of originals)
    scope[name] = new Proxy(original, {
      construct(target, values: never[], asked) {
        const [length] = values as unknown[];
        const wanted = typeof length === "number" ? length * (target.BYTES_PER_ELEMENT ?? 1) : 0;
        if (wanted > bytes) throw new Error(`An array of ${wanted} bytes was about to be made.`);
        const own = asked === scope[name] ? target : asked;
        return Reflect.construct(target, values, own) as object;
      },
    });
  try {
    return await work();
  } finally {
    for (const [name, original] of originals) scope[name] = original;
  }
}
