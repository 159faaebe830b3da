// What the tests of journeys share: hops that say what they are told to say, and an archive in memory.
import type { Failure } from "../../base/failure.ts";
import type { JourneyArchive } from "../database/telemetry-store.ts";
import type {
  AlbRequestEntry,
  HttpApiRequestEntry,
  NlbFlowEntry,
  RestApiRequestEntry,
} from "../hop-observer.ts";
import { matchesStatus } from "../requests/status-class.ts";
import { touches } from "./journey-query.ts";
import type { HopKind, Journey } from "./journey.ts";
import type { JourneyTicket, KeptHop } from "./kept-hop.ts";

/** What a test says of a hop; the rest is as if nothing special had happened. */
export interface HopFacts {
  readonly kind: HopKind;
  readonly startedAtMs: number;
  readonly finishedAtMs: number;
  readonly arrivedOn: string;
  readonly leftOn?: string;
  readonly ticket?: JourneyTicket | null;
  readonly status?: number;
  readonly failure?: Failure | null;
  /** The decision that failed. */
  readonly decision?: string;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly method?: string;
  readonly target?: string;
  readonly resources?: readonly string[];
  readonly weight?: number;
}

export const ALB_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/50dc6c495c0c9188";
export const NLB_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/inner/1234567890abcdef";
export const API_ID = "abcdef1234";

const RESOURCES: Readonly<Record<HopKind, string>> = {
  alb: ALB_ARN,
  nlb: NLB_ARN,
  "http-api": API_ID,
  "rest-api": "rest123456",
};

export function keptHop(facts: HopFacts): KeptHop {
  const { kind, startedAtMs, finishedAtMs, arrivedOn } = facts;
  const resource = RESOURCES[kind];
  const { status = kind === "nlb" ? 0 : 200, failure = null } = facts;
  return {
    kind,
    ticket: facts.ticket ?? null,
    startedAtMs,
    finishedAtMs,
    status,
    failure,
    requestId: facts.requestId ?? "",
    traceId: facts.traceId ?? "",
    method: kind === "nlb" ? "" : (facts.method ?? "GET"),
    target: kind === "nlb" ? "" : (facts.target ?? "/pets?x=1"),
    host: kind === "nlb" ? "" : "shop.example",
    resources: facts.resources ?? [resource],
    arrivedOn,
    leftOn: facts.leftOn ?? "",
    weight: facts.weight ?? 1_000,
    headers: () => [["Host", "shop.example"]],
    compose: ({ wallOffsetMs, journeyStartMs, next }) => ({
      kind,
      resource,
      name: kind.endsWith("-api") ? `${kind} pets (prod)` : resource,
      startedAtMs: startedAtMs + wallOffsetMs,
      durationMs: finishedAtMs - startedAtMs,
      status,
      steps: [
        {
          decision: facts.decision ?? "answer",
          atMs: startedAtMs - journeyStartMs,
          durationMs: 0,
          resource: "",
          loadBalancerArn: "",
          summary: "It was decided.",
          evidence: {},
          failure,
        },
      ],
      failure,
      next,
    }),
  };
}

export function albEntry(facts: Omit<HopFacts, "kind">): AlbRequestEntry {
  return {
    ...common({ ...facts, kind: "alb" }),
    elbStatus: facts.status ?? 200,
    requestTarget: facts.target ?? "/pets?x=1",
    method: facts.method ?? "GET",
    host: "shop.example",
    traceId: facts.traceId ?? "",
    target: "10.0.0.9:80",
    targetStatus: 200,
    matchedRulePriority: 0,
    desyncTier: 1,
    desyncReason: "GetHeadZeroContentLength",
  } as unknown as AlbRequestEntry;
}

export function nlbEntry(facts: Omit<HopFacts, "kind">): NlbFlowEntry {
  return {
    ...common({ ...facts, kind: "nlb" }),
    serverName: "",
    target: "10.0.0.9:80",
  } as unknown as NlbFlowEntry;
}

export function httpApiEntry(facts: Omit<HopFacts, "kind">): HttpApiRequestEntry {
  return {
    ...common({ ...facts, kind: "http-api" }),
    apiId: API_ID,
    stageName: "prod",
    routeKey: "GET /pets",
    requestId: facts.requestId ?? "",
    method: facts.method ?? "GET",
    path: facts.target ?? "/pets",
    host: "shop.example",
    sourceAddress: facts.arrivedOn.split(":")[0] ?? "",
    status: facts.status ?? 200,
    integrationStatus: 200,
  } as unknown as HttpApiRequestEntry;
}

export function restApiEntry(
  facts: Omit<HopFacts, "kind"> & { readonly extendedRequestId?: string },
): RestApiRequestEntry {
  return {
    ...common({ ...facts, kind: "rest-api" }),
    apiId: "rest123456",
    apiName: "pets",
    stageName: "prod",
    resourcePath: "/pets",
    requestId: facts.requestId ?? "",
    extendedRequestId: facts.extendedRequestId ?? "",
    method: facts.method ?? "GET",
    path: facts.target ?? "/prod/pets",
    domainName: "shop.example",
    sourceAddress: facts.arrivedOn.split(":")[0] ?? "",
    status: facts.status ?? 200,
    integrationStatus: 200,
  } as unknown as RestApiRequestEntry;
}

function common(facts: HopFacts): Record<string, unknown> {
  const [clientAddress = "", clientPort = "0"] = facts.arrivedOn.split(":");
  return {
    snapshot: {
      loadBalancerArn: RESOURCES[facts.kind],
      loadBalancerName: facts.kind === "alb" ? "shop" : "inner",
    },
    listenerArn: `${RESOURCES[facts.kind]}/listener`,
    clientAddress,
    clientPort: Number(clientPort),
    failure: facts.failure ?? null,
    journey: facts.ticket ?? null,
    receivedBytes: 100,
    sentBytes: 200,
    startedAtMs: facts.startedAtMs,
    finishedAtMs: facts.finishedAtMs,
    keepHop: () => keptHop(facts),
  };
}

/** Keeps journeys as the real one does, newest first. */
export class MemoryArchive implements JourneyArchive {
  readonly journeys: Journey[] = [];

  append(journey: Journey): void {
    const before = this.journeys.findIndex(({ id }) => id === journey.id);
    if (before === -1) this.journeys.unshift(journey);
    else this.journeys[before] = journey;
  }

  async find(id: string): Promise<Journey | undefined> {
    return this.journeys.find((journey) => journey.id === id);
  }

  async findByRequestId(requestId: string): Promise<Journey | undefined> {
    return this.journeys.find((journey) => journey.requestId === requestId);
  }

  async list(query: Parameters<JourneyArchive["list"]>[0]): Promise<readonly Journey[]> {
    const { resource, status, beforeMs, limit } = query;
    return this.journeys
      .filter(
        (journey) =>
          matchesStatus(journey.status, status) &&
          (resource === null || touches(journey, resource)) &&
          (beforeMs === null || journey.startedAtMs < beforeMs),
      )
      .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
      .slice(0, limit);
  }
}
