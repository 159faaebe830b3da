// The line of a journey: a station per place that decided, each a button that shows its evidence. Beside each other
// where there is room, else below each other.
import type { ReactNode } from "react";
import { milliseconds } from "./journey-text.ts";
import type { Station } from "./stations.ts";
import "./way.css";

export interface WayLineProps {
  readonly stations: readonly Station[];
  /** Key of the station whose evidence is shown. */
  readonly chosen: string;
  readonly onChoose: (station: Station) => void;
}

const STATE_WORDS: Readonly<Record<Station["state"], string>> = {
  passed: "passed",
  failed: "failed here",
  // Said in the place of the time.
  unreached: "",
};

export function WayLine({ stations, chosen, onChoose }: WayLineProps): ReactNode {
  return (
    <ol className="way-line" aria-label="Way of the request">
      {stations.map((station) => (
        <li key={station.key} data-state={station.state}>
          <button
            type="button"
            className="way-station"
            aria-pressed={station.key === chosen}
            disabled={station.state === "unreached"}
            onClick={() => onChoose(station)}
          >
            <Mark state={station.state} />
            <span className="way-station-title">{station.title}</span>
            <span className="way-station-name">{station.name}</span>
            <span className="way-station-state">{STATE_WORDS[station.state]}</span>
            <span className="way-station-time">
              {station.state === "unreached" ? "not reached" : timeOf(station)}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function timeOf({ kind, atMs, durationMs }: Station): string {
  if (kind === "client") return milliseconds(durationMs);
  return durationMs === 0 ? `at ${milliseconds(atMs)}` : milliseconds(durationMs);
}

const SIGNS: Readonly<Record<Station["state"], string>> = {
  passed: "M9 14.5l3.5 3.5L19.5 10.5",
  failed: "M10 10l8 8M18 10l-8 8",
  unreached: "",
};

function Mark({ state }: { readonly state: Station["state"] }): ReactNode {
  return (
    <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <circle cx="14" cy="14" r="12" strokeWidth="2" className={`way-mark-${state}`} />
      <path d={SIGNS[state]} strokeWidth="2" className={`way-sign-${state}`} />
    </svg>
  );
}
