// Which findings explain why a request failed: by what the hop that failed said (a journey), or by the answer alone,
// where there is nobody to tell more (AWS). A finding explains it when its rule is about that kind of failure and its
// resource lies on the request's way. Pure.
import type { FailureKind } from "../base/failure.ts";
import { parseInvokeTarget } from "../gateway/invoke-target.ts";
import type { Journey, JourneyHop } from "../telemetry/journeys/journey.ts";
import { resourcesOfApi } from "./limit-to-api.ts";
import type { Inventory } from "./inventory.ts";
import type { Finding } from "./rule.ts";
import type { Answer } from "./send-request.ts";

/** Codes of the rules that speak of what makes this kind of failure. */
const CODES_BY_FAILURE: Readonly<Partial<Record<FailureKind, readonly string[]>>> = {
  "plain-http-on-tls": ["PST101", "PST105", "PST109"],
  "client-tls-failed": ["PST102", "PST106", "PST109"],
  "tls-handshake-failed": ["PST102", "PST106", "PST109", "PST103", "PST107", "PST104"],
  "tls-handshake-timeout": ["PST102", "PST106", "PST109"],
  "tls-name-mismatch": ["PST103", "PST107"],
  "tls-untrusted": ["PST104"],
  "tls-expired": ["PST104"],
  "name-not-resolved": ["PST403"],
  "connect-refused": ["PST108", "PST403", "PST602", "PST603"],
  "connect-timeout": ["PST501", "PST502", "PST108", "PST503", "PST602"],
  "connect-failed": ["PST501", "PST502", "PST108", "PST602"],
  "connect-reset": ["PST501", "PST108", "PST602", "PST109"],
  "closed-before-response": ["PST701", "PST109", "PST602"],
  "reset-before-response": ["PST701", "PST109", "PST602"],
  "closed-mid-response": ["PST701"],
  "reset-mid-response": ["PST701"],
  "response-timeout": ["PST701", "PST602", "PST501"],
  "malformed-response": ["PST109", "PST102", "PST106"],
  "malformed-request": ["PST102", "PST106", "PST201"],
  "desync-blocked": ["PST201"],
  "body-too-large": ["PST702"],
  "request-head-too-large": ["PST703"],
  "request-field-too-large": ["PST703"],
  "request-line-too-long": ["PST703"],
  "too-many-fields": ["PST703"],
  "response-head-too-large": ["PST703"],
  "client-idle-timeout": ["PST701"],
  "not-found": ["PST405", "PST401", "PST404", "PST302", "PST301"],
  "no-target": ["PST601", "PST602", "PST603"],
  "security-group-blocked": ["PST501"],
  "vpc-link-not-found": ["PST403"],
  "vpc-link-not-available": ["PST503"],
  "listener-not-found": ["PST108", "PST402", "PST403", "PST406"],
  "integration-not-found": ["PST404", "PST302"],
  "integration-misconfigured": ["PST402", "PST403", "PST406", "PST404"],
};

/** Where no hop failed and a backend said no itself. */
const CODES_OF_BACKEND = ["PST401", "PST405", "PST203", "PST703", "PST702"];

/** What API Gateway answers with 500 alike, when its request does not get through. */
const CODES_OF_TLS = ["PST103", "PST104", "PST107", "PST102", "PST106", "PST105", "PST108"];
const CODES_OF_REACHING = ["PST501", "PST503", "PST403", "PST402", "PST406"];

interface AnswerSign {
  readonly status: number;
  /** In the body or the head. */
  readonly text: RegExp;
  readonly codes: readonly string[];
}

/** What an answer alone tells, in order; the first that fits counts. Texts are those of AWS's own pages. */
const SIGNS: readonly AnswerSign[] = [
  {
    status: 400,
    text: /plain HTTP request was sent to HTTPS port/,
    codes: ["PST101", "PST105", "PST109"],
  },
  // A load balancer's bare page, with nothing of a target: it refused the request itself.
  {
    status: 400,
    text: /<h1>400 Bad Request<\/h1>/,
    codes: ["PST201", "PST102", "PST106", "PST703"],
  },
  {
    status: 500,
    text: /"message"\s*:\s*"Internal [Ss]erver [Ee]rror"/,
    codes: [...CODES_OF_TLS, ...CODES_OF_REACHING],
  },
  {
    status: 503,
    text: /"message"\s*:\s*"Service Unavailable"/,
    codes: ["PST501", "PST502", "PST503", "PST108", "PST602", "PST601", "PST701"],
  },
  { status: 503, text: /<h1>503 /, codes: ["PST601", "PST602"] },
  { status: 502, text: /./s, codes: ["PST109", "PST701", "PST602"] },
  { status: 504, text: /./s, codes: ["PST701", "PST501", "PST602", "PST502"] },
  { status: 404, text: /"message"\s*:\s*"Not Found"/, codes: ["PST302", "PST404", "PST301"] },
  { status: 403, text: /Missing Authentication Token/, codes: ["PST302", "PST301"] },
  { status: 413, text: /^/, codes: ["PST702"] },
  { status: 431, text: /^/, codes: ["PST703"] },
  { status: 404, text: /^/, codes: ["PST401", "PST405"] },
];

/** Findings that explain the journey's end, the likeliest first. */
export function explainJourney(
  journey: Journey,
  findings: readonly Finding[],
  inventories: readonly Inventory[],
): Finding[] {
  if (journey.failedAt === null) {
    const codes = journey.status >= 400 ? CODES_OF_BACKEND : [];
    return explaining(findings, codes, touchedByHops(journey, inventories));
  }
  const { failure, resource } = journey.failedAt;
  const touched = touchedByHops(journey, inventories);
  if (resource !== "") touched.add(resource);
  return explaining(findings, CODES_BY_FAILURE[failure.kind] ?? [], touched);
}

/** The same, where there is only the answer. */
export function explainAnswer(
  url: URL,
  answer: Answer,
  found: { readonly findings: readonly Finding[]; readonly inventories: readonly Inventory[] },
): Finding[] {
  const touched = new Set<string>();
  const target = parseInvokeTarget(url.host, `${url.pathname}${url.search}`);
  if (target !== null) addApi(touched, target.apiId, found.inventories);
  return explaining(found.findings, codesOfAnswer(answer), target === null ? null : touched);
}

function codesOfAnswer({ status, headers, body }: Answer): readonly string[] {
  const head = headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  const text = `${head}\n\n${body.toString("latin1")}`;
  return SIGNS.find((sign) => sign.status === status && sign.text.test(text))?.codes ?? [];
}

/** `touched` null: nobody knows the way. */
function explaining(
  findings: readonly Finding[],
  codes: readonly string[],
  touched: ReadonlySet<string> | null,
): Finding[] {
  return findings
    .filter(
      (finding) =>
        codes.includes(finding.code) && !finding.isPending && liesOn(finding.resource.id, touched),
    )
    .toSorted((a, b) => codes.indexOf(a.code) - codes.indexOf(b.code));
}

/** "API id/integration id" lies on a way that touches the API. */
function liesOn(id: string, touched: ReadonlySet<string> | null): boolean {
  if (touched === null || touched.has(id)) return true;
  const slash = id.indexOf("/");
  return slash > 0 && touched.has(id.slice(0, slash));
}

function touchedByHops(journey: Journey, inventories: readonly Inventory[]): Set<string> {
  const touched = new Set<string>();
  const visit = (hop: JourneyHop): void => {
    touched.add(hop.resource);
    if (hop.kind === "http-api" || hop.kind === "rest-api") {
      addApi(touched, hop.resource, inventories);
    }
    for (const step of hop.steps) {
      if (step.resource !== "") touched.add(step.resource);
      if (step.loadBalancerArn !== "") touched.add(step.loadBalancerArn);
    }
    for (const next of hop.next) visit(next);
  };
  visit(journey.way);
  return touched;
}

function addApi(touched: Set<string>, apiId: string, inventories: readonly Inventory[]): void {
  touched.add(apiId);
  for (const inventory of inventories) {
    for (const id of resourcesOfApi(inventory, apiId)) touched.add(id);
  }
}
