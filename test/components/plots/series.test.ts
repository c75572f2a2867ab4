import { expect, it } from "vitest";
import { seriesBeside, seriesOf } from "../../../components/plots/series.ts";

const names = (series: readonly { readonly className: string }[]): readonly string[] =>
  series.map(({ className }) => className);

it("what stands beside networks has a colour and a line that none of them has, while there are any (regression)", () => {
  // eight models in the notebook, the first and the third in the figure: the next place is the third's again
  const taken = [seriesOf(0), seriesOf(2)];
  expect(names(seriesBeside(taken, 8, 1))).toEqual(["series-3"]);
  expect(names(seriesBeside(taken, 8, 5))).toEqual([
    "series-3",
    "series-4",
    "series-5",
    "series-1",
    "series-2",
  ]);
  expect(names(seriesBeside([seriesOf(0), seriesOf(1)], 2, 2))).toEqual(["series-2", "series-3"]);
});
