// Journeys of requests that failed lately, from a Postern's /_postern/journeys: a list of what there is, then each as
// a whole, a few at a time.
import type { Journey } from "../../telemetry/journeys/journey.ts";
import { askJson } from "./ask-postern.ts";

const IN_FLIGHT_MAX = 8;

/** Newest first. Whatever is no list of journeys gives none. */
export async function readFailedJourneys(
  endpoint: string,
  sinceMs: number,
  countMax: number,
): Promise<Journey[]> {
  const listed = await askJson(
    endpoint,
    `/_postern/journeys?failed=true&since=${Math.floor(sinceMs)}&limit=${countMax}`,
  );
  const ids = idsOf(listed).slice(0, countMax);
  const journeys: Journey[] = [];
  for (let start = 0; start < ids.length; start += IN_FLIGHT_MAX) {
    const asked = ids
      .slice(start, start + IN_FLIGHT_MAX)
      .map((id) => askJson(endpoint, `/_postern/journeys/${encodeURIComponent(id)}`));
    for (const journey of await Promise.all(asked)) {
      if (isJourney(journey)) journeys.push(journey);
    }
  }
  return journeys;
}

function idsOf(listed: unknown): string[] {
  if (typeof listed !== "object" || listed === null || !("journeys" in listed)) return [];
  const { journeys } = listed;
  if (!Array.isArray(journeys)) return [];
  return journeys
    .map((summary: unknown) => (summary as { id?: unknown } | null)?.id)
    .filter((id) => typeof id === "string");
}

/** Only a Postern is asked, and it answers its own; between two reads one may have been forgotten. */
function isJourney(value: unknown): value is Journey {
  return typeof value === "object" && value !== null && "way" in value && "request" in value;
}
