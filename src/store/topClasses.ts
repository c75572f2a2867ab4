/** Class scores as a person reads them. */

export interface ClassScore {
  /** from 0 */
  readonly index: number;
  /** 0–1 */
  readonly probability: number;
}

/** The softmax of one image's scores, without overflow; NaN throughout when a score is NaN. */
export function softmax(scores: Float32Array): Float64Array<ArrayBuffer> {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const parts = Float64Array.from(scores, (score) => Math.exp(score - most));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

/** The `count` likeliest classes of image `image` of logits [images, classes], likeliest first. */
export function topClasses(
  { logits, classes }: { readonly logits: Float32Array; readonly classes: number },
  image: number,
  count: number,
): ClassScore[] {
  const probabilities = softmax(logits.subarray(image * classes, (image + 1) * classes));
  return Array.from(probabilities, (probability, index) => ({ index, probability }))
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, count);
}
