// The doctor of the Postern that served this page: what it finds, why a request failed, and the mend of a finding.
import type { Inventory, Unreadable } from "../../../src/doctor/inventory.ts";
import type { Finding, Severity, StageToDeploy, Undecided } from "../../../src/doctor/rule.ts";
import type { JourneySummary } from "../../../src/telemetry/journeys/journey-summary.ts";
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { fetchJson, messageOf } from "../../commons/place.ts";

/** The report of `postern doctor --format json`. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly checked: {
    readonly rules: number;
    readonly resources: Readonly<Record<string, number>>;
    readonly ways: number;
    readonly sources: readonly (Inventory["source"] & {
      readonly unreadable: readonly Unreadable[];
    })[];
  };
}

/** Reports give each finding a fingerprint of its mend, so that nothing is mended but what was shown. */
type ShownFinding = Finding & { readonly fingerprint?: string };

/** Why a request failed: the findings are those that explain it. */
export interface Explanation extends Report {
  readonly request: { readonly hasFailed: boolean; readonly journey: JourneySummary };
}

/** What came of a mend. */
export interface MendAnswer {
  /** "" when everything was done. */
  readonly message: string;
  readonly isMended: boolean;
  readonly made: readonly string[];
  readonly deployed: readonly (StageToDeploy & { readonly deploymentId: string })[];
  readonly undone: readonly string[];
  readonly left: readonly string[];
  readonly before: Finding;
  readonly after: Finding | null;
  readonly report: Report;
}

export const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Everything, or what is about one API. */
export function examine(apiId: string | null): Promise<Report> {
  const query = apiId === null ? "" : `?api=${encodeURIComponent(apiId)}`;
  return fetchJson<Report>(`/_postern/doctor${query}`);
}

export function explain(requestId: string): Promise<Explanation> {
  const id = encodeURIComponent(requestId);
  return fetchJson<Explanation>(`/_postern/doctor/explain?request-id=${id}`);
}

/** Throws where nothing was done; a mend that failed on the way is an answer. */
export async function mend({ code, resource, fingerprint }: ShownFinding): Promise<MendAnswer> {
  const response = await fetch("/_postern/doctor/fix", {
    method: "POST",
    body: JSON.stringify({ code, resourceId: resource.id, fingerprint }),
  });
  const text = await response.text();
  const answer = parsed(text);
  if (isMendAnswer(answer)) return answer;
  throw new Error(messageOf(text) || `${response.status} ${response.statusText}`);
}

/** Names of APIs by id, to choose from. */
export async function listApiNames(): Promise<{ id: string; name: string; type: string }[]> {
  const [http, rest] = await Promise.all([apiGatewayV2(), apiGateway()]);
  const [second, first] = await Promise.all([
    everyPage(async (NextToken) => {
      const answer = await http.getApis({ MaxResults: "100", NextToken });
      return { items: answer.Items, next: answer.NextToken };
    }),
    everyPage(async (position) => {
      const answer = await rest.getRestApis({ limit: 500, position });
      return { items: answer.items, next: answer.position };
    }),
  ]);
  return [
    ...second.map(({ ApiId = "", Name = "" }) => ({ id: ApiId, name: Name, type: "HTTP API" })),
    ...first.map(({ id = "", name = "" }) => ({ id, name, type: "REST API" })),
  ].sort((a, b) => a.name.localeCompare(b.name));
}

/** The page of a finding. */
export function findingPath({ code, resource }: Finding): string {
  return `/doctor/${code}/${encodeURIComponent(resource.id)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMendAnswer(answer: unknown): answer is MendAnswer {
  return typeof answer === "object" && answer !== null && "isMended" in answer;
}
