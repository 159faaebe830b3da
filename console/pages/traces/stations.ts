// The line of a journey: client → stage → route → integration → VPC link → listener → rule → target, made from the hops
// and their steps. Stations that the request did not come to are on the line, too. Pure.
import type {
  HopKind,
  Journey,
  JourneyHop,
  JourneyStep,
} from "../../../src/telemetry/journeys/journey.ts";

export type StationKind =
  | "client"
  | "stage"
  | "route"
  | "integration"
  | "vpc-link"
  | "endpoint"
  | "listener"
  | "rule"
  | "target";

/** A step with its hop; `key` is its place in the journey and fits into an address. */
export interface PlacedStep {
  readonly key: string;
  readonly hop: JourneyHop;
  readonly step: JourneyStep;
}

export interface Station {
  readonly key: string;
  readonly kind: StationKind;
  /** "API stage" */
  readonly title: string;
  /** "$default", "HTTPS:443"; "" where it is not known. */
  readonly name: string;
  readonly state: "passed" | "failed" | "unreached";
  /** Milliseconds after the journey's start, and how long it was there. */
  readonly atMs: number;
  readonly durationMs: number;
  readonly steps: readonly PlacedStep[];
}

/** All hops, the first one first. */
export function hopsOf(way: JourneyHop): JourneyHop[] {
  return [way, ...way.next.flatMap((next) => hopsOf(next))];
}

/** The steps of all hops in the order of the way. */
export function placedSteps(journey: Journey): PlacedStep[] {
  return hopsOf(journey.way).flatMap((hop, at) =>
    hop.steps.map((step, index) => ({ key: `${at}.${index}`, hop, step })),
  );
}

/** The step that the journey failed at, else undefined. */
export function failedStep(journey: Journey, steps: readonly PlacedStep[]): PlacedStep | undefined {
  const { failedAt } = journey;
  if (failedAt === null) return undefined;
  const ofKind = steps.filter(({ hop }) => hop.kind === failedAt.kind);
  return (
    ofKind.findLast(
      ({ step }) =>
        step.decision === failedAt.decision &&
        step.failure?.kind === failedAt.failure.kind &&
        (step.resource === failedAt.resource || step.resource === ""),
    ) ??
    ofKind.findLast(({ step }) => step.failure?.kind === failedAt.failure.kind) ??
    ofKind.findLast(({ step }) => step.decision === failedAt.decision) ??
    ofKind.at(-1)
  );
}

export function stationsOf(journey: Journey): Station[] {
  const steps = placedSteps(journey);
  const failed = failedStep(journey, steps);
  const hops = hopsOf(journey.way);
  const line = hops.flatMap((hop, at) => hopStations(hop, at, steps, failed));
  return [clientStation(journey), ...line, ...stationsNotReached(hops)];
}

function clientStation({ request, durationMs }: Journey): Station {
  return {
    key: "client",
    kind: "client",
    title: "Client",
    name: request.clientAddress,
    // What failed is further on, even where it was the client's doing: a hop said so.
    state: "passed",
    atMs: 0,
    durationMs,
    steps: [],
  };
}

const API_STATIONS: readonly StationKind[] = ["stage", "route", "integration", "vpc-link"];
const ALB_STATIONS: readonly StationKind[] = ["listener", "rule", "target"];
const NLB_STATIONS: readonly StationKind[] = ["listener", "target"];

const API_PLACES: Readonly<Record<string, StationKind>> = {
  request: "stage",
  stage: "stage",
  "api-key": "stage",
  "usage-plan": "stage",
  answer: "stage",
  "gateway-response": "stage",
  client: "stage",
  route: "route",
  method: "route",
  cors: "route",
  authorizer: "route",
  throttle: "route",
  cache: "route",
  validation: "route",
  "request-body": "route",
  mapping: "integration",
  integration: "integration",
  "response-mapping": "integration",
  "vpc-link": "vpc-link",
  "security-groups": "vpc-link",
};

const BALANCER_PLACES: Readonly<Record<string, StationKind>> = {
  listener: "listener",
  request: "listener",
  "security-groups": "listener",
  desync: "listener",
  client: "listener",
  rule: "rule",
  action: "rule",
  target: "target",
  connection: "target",
  answer: "target",
  flow: "target",
};

/** The station that a step is drawn at; what has no place of its own stays where the step before was. */
function placeOf(hop: JourneyHop, step: JourneyStep, before: StationKind): StationKind {
  const isApi = hop.kind === "http-api" || hop.kind === "rest-api";
  if (!isApi) {
    const place = BALANCER_PLACES[step.decision] ?? before;
    return place === "rule" && hop.kind === "nlb" ? "listener" : place;
  }
  const place = API_PLACES[step.decision];
  if (place !== undefined) return place;
  // Listener, connection, TLS and the answer to it: of the private hop, or of the way to a public endpoint.
  return hop.steps.some(({ decision }) => decision === "vpc-link") ? "vpc-link" : "endpoint";
}

function hopStations(
  hop: JourneyHop,
  at: number,
  all: readonly PlacedStep[],
  failed: PlacedStep | undefined,
): Station[] {
  const expected = EXPECTED[hop.kind];
  const placed = new Map<StationKind, PlacedStep[]>(expected.map((kind) => [kind, []]));
  let before = expected[0] ?? "stage";
  for (const each of all.filter((other) => other.hop === hop)) {
    before = placeOf(hop, each.step, before);
    const there = placed.get(before);
    if (there === undefined) placed.set(before, [each]);
    else there.push(each);
  }
  // Not every integration has a VPC link.
  if (placed.get("vpc-link")?.length === 0) placed.delete("vpc-link");
  return [...placed].map(([kind, steps]) => station(kind, { at, hop, steps, failed }));
}

const EXPECTED: Readonly<Record<HopKind, readonly StationKind[]>> = {
  "http-api": API_STATIONS,
  "rest-api": API_STATIONS,
  alb: ALB_STATIONS,
  nlb: NLB_STATIONS,
};

interface StationParts {
  readonly at: number;
  readonly hop: JourneyHop;
  readonly steps: readonly PlacedStep[];
  readonly failed: PlacedStep | undefined;
}

function station(kind: StationKind, { at, hop, steps, failed }: StationParts): Station {
  const startMs = Math.min(...steps.map(({ step }) => step.atMs));
  const endMs = Math.max(...steps.map(({ step }) => step.atMs + step.durationMs));
  const isFailed = steps.some((each) => each === failed || each.step.failure !== null);
  return {
    key: `${at}.${kind}`,
    kind,
    title: titleOf(kind, hop.kind),
    name: nameOf(kind, hop, steps),
    state: steps.length === 0 ? "unreached" : isFailed ? "failed" : "passed",
    atMs: steps.length === 0 ? 0 : startMs,
    durationMs: steps.length === 0 ? 0 : endMs - startMs,
    steps,
  };
}

/** Where a private hop would have come to when its connection was not made. */
function stationsNotReached(hops: readonly JourneyHop[]): Station[] {
  const last = hops.at(-1);
  const listener = last?.steps.find(({ decision }) => decision === "listener");
  if (last === undefined || listener === undefined) return [];
  if (last.kind !== "http-api" && last.kind !== "rest-api") return [];
  const isNetwork = listener.evidence["loadBalancerType"] === "network";
  return (isNetwork ? NLB_STATIONS : ALB_STATIONS).map((kind) => ({
    key: `${hops.length}.${kind}`,
    kind,
    title: titleOf(kind, isNetwork ? "nlb" : "alb"),
    name: kind === "listener" ? listenerName(listener) : "",
    state: "unreached",
    atMs: 0,
    durationMs: 0,
    steps: [],
  }));
}

function titleOf(kind: StationKind, hop: HopKind): string {
  if (kind === "route" && hop === "rest-api") return "Method";
  if (kind === "listener") return hop === "nlb" ? "NLB listener" : "ALB listener";
  return TITLES[kind];
}

const TITLES: Readonly<Record<StationKind, string>> = {
  client: "Client",
  stage: "API stage",
  route: "Route",
  integration: "Integration",
  "vpc-link": "VPC link",
  endpoint: "Endpoint",
  listener: "Listener",
  rule: "Rule",
  target: "Target",
};

const NAMES: Readonly<Record<StationKind, readonly (readonly [string, string])[]>> = {
  client: [],
  stage: [["stage", "stage"]],
  route: [
    ["route", "routeKey"],
    ["method", "resourcePath"],
  ],
  integration: [["integration", "type"]],
  "vpc-link": [
    ["vpc-link", "name"],
    ["vpc-link", "vpcLinkId"],
  ],
  endpoint: [["connection", "host"]],
  listener: [],
  rule: [["rule", "priority"]],
  target: [
    ["target", "chosen"],
    ["target", "targetGroup"],
  ],
};

function nameOf(kind: StationKind, hop: JourneyHop, steps: readonly PlacedStep[]): string {
  const isApi = hop.kind === "http-api" || hop.kind === "rest-api";
  if (kind === "listener" && !isApi) {
    const found = steps.find(({ step }) => step.decision === "listener");
    return found === undefined ? (hop.name.split("/")[1] ?? hop.name) : listenerName(found.step);
  }
  for (const [decision, name] of NAMES[kind]) {
    const found = steps.find(({ step }) => step.decision === decision);
    const text = textOf(found?.step.evidence[name]);
    if (text !== "") return text;
  }
  return "";
}

function listenerName({ evidence }: JourneyStep): string {
  return `${textOf(evidence["protocol"])}:${textOf(evidence["port"])}`;
}

/** "" for what is neither text nor a number. */
function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
