// A small line of the last minutes: all requests, and below it those that failed.
import type { ReactNode } from "react";
import type { Slice } from "./traffic.ts";
import "./home.css";

const WIDTH = 240;
const HEIGHT = 48;

export interface SparkLineProps {
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly line: readonly Slice[];
}

export function SparkLine({ label, line }: SparkLineProps): ReactNode {
  const most = Math.max(1, ...line.map(({ count }) => count));
  const points = (value: (slice: Slice) => number) =>
    line
      .map((slice, at) => {
        const x = (at / Math.max(1, line.length - 1)) * WIDTH;
        return `${x.toFixed(1)},${(HEIGHT - 1 - (value(slice) / most) * (HEIGHT - 3)).toFixed(1)}`;
      })
      .join(" ");
  return (
    <svg
      className="spark-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline className="spark-all" points={points(({ count }) => count)} />
      {line.some(({ errors }) => errors > 0) ? (
        <polyline className="spark-errors" points={points(({ errors }) => errors)} />
      ) : null}
    </svg>
  );
}
