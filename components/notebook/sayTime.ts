const two = (n: number): string => String(n).padStart(2, "0");

/** A moment as a clock says it here: `14:02`. */
export function sayTime(at: string): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A moment with its day, unless that is today: `12 Mar, 14:02`, `12 Mar 2024, 14:02`. */
export function sayMoment(at: string, now: string): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return sayTime(at);
  const year = date.getFullYear() === today.getFullYear() ? "" : ` ${date.getFullYear()}`;
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ""}${year}, ${sayTime(at)}`;
}
