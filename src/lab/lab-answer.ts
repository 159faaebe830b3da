// A scenario's request and what came back, with the journey of it: the evidence that the doctor gets.
import { type Answer, sendRequest } from "../doctor/send-request.ts";
import type { Journey } from "../telemetry/journeys/journey.ts";
import type { LabRequest, Symptom } from "./scenario.ts";

const JOURNEY_FIELD = "x-postern-journey";
const TEXT_CHARACTERS_MAX = 2_000;

export interface LabAnswer {
  /** 0 when there was none. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** "" when the whole answer came. */
  readonly failure: string;
  readonly durationMs: number;
}

export interface AnswerWithJourney {
  readonly answer: LabAnswer;
  readonly journey: Journey | null;
}

/** Sends it to the API at `url` of the Postern at `endpointUrl`. */
export async function askLabApi(
  request: LabRequest,
  at: { readonly url: string; readonly endpointUrl: string },
): Promise<AnswerWithJourney> {
  const sent = await sendRequest({
    method: request.method,
    url: new URL(`${at.url}${request.path}`),
    headers: [...(request.headers ?? []), ["x-postern-trace", "1"]],
    body: request.body ?? null,
    trustedCas: [],
  });
  const id = sent.headers.find(([name]) => name.toLowerCase() === JOURNEY_FIELD)?.[1];
  return {
    answer: labAnswerOf(sent),
    journey: id === undefined ? null : await journeyOf(at.endpointUrl, id),
  };
}

/** What differs from what was declared, in words; "" when nothing does. */
export function differenceOf(answer: LabAnswer, { status, text }: Symptom): string {
  if (answer.status !== status) {
    return `the client got ${statusText(answer)} instead of ${status === 0 ? "no answer" : status}`;
  }
  const said = answer.status === 0 ? answer.failure : answer.body;
  return said.includes(text) ? "" : `the answer does not say "${text}" but "${said.slice(0, 200)}"`;
}

function statusText({ status, failure }: LabAnswer): string {
  return status === 0 ? `no answer (${failure})` : String(status);
}

function labAnswerOf({ status, reason, headers, body, failure, durationMs }: Answer): LabAnswer {
  return {
    status,
    reason,
    headers: headers.filter(([name]) => name.toLowerCase() !== JOURNEY_FIELD),
    body: body.toString("latin1").slice(0, TEXT_CHARACTERS_MAX),
    failure: failure === null ? "" : `${failure.kind}: ${failure.detail}`,
    durationMs,
  };
}

async function journeyOf(endpointUrl: string, id: string): Promise<Journey | null> {
  const response = await fetch(`${endpointUrl}/_postern/journeys/${encodeURIComponent(id)}`);
  return response.ok ? ((await response.json()) as Journey) : null;
}
