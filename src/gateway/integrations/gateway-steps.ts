// The steps that both kinds of API take: what came, what a mapping changed, what the backend answered, and what the
// client got.
import type { FailureKind } from "../../base/failure.ts";
import {
  fieldChanges,
  hasFieldChanges,
  type FieldChanges,
} from "../../telemetry/journeys/field-changes.ts";
import { cutText, redactTarget } from "../../telemetry/journeys/redact-fields.ts";
import type { KeptRequest } from "./gateway-kept-hop.ts";
import { fieldOf, fieldsOf, firstLine } from "./head-text.ts";
import { speaksPlainToTls } from "./private-hop-steps.ts";
import type { StepWriter } from "./step-writer.ts";

/** What was at fault with the client's own message or connection. */
const CLIENT_FAULTS: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "malformed-request",
  "unsupported-version",
  "request-line-too-long",
  "request-field-too-large",
  "request-head-too-large",
  "too-many-fields",
  "malformed-body",
  "body-too-large",
  "request-head-timeout",
  "request-body-timeout",
  "plain-http-on-tls",
  "client-tls-failed",
]);

const CLIENT_LEFT: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "client-closed",
  "client-reset",
  "client-idle-timeout",
]);

/** "request" or "client" where the client was at fault, else "". */
export function clientDecision(kind: FailureKind, isRouted: boolean): string {
  if (CLIENT_LEFT.has(kind)) return "client";
  if (!CLIENT_FAULTS.has(kind)) return "";
  return isRouted ? "request-body" : "request";
}

/** What came. */
export function addRequest(steps: StepWriter, kept: KeptRequest): void {
  const { clientHead, headAtMs, startedAtMs, clientAddress, clientPort, host } = kept;
  const fields = fieldsOf(clientHead);
  steps.add({
    decision: "request",
    resource: kept.apiId,
    summary: `${kept.method} ${redactTarget(kept.target)} came from ${clientAddress}`,
    failed: "The request could not be taken",
    evidence: {
      line: redactTarget(firstLine(clientHead)),
      host,
      clientAddress,
      clientPort,
      fieldCount: fields.length,
      headBytes: clientHead.length,
      contentLength: fieldOf(clientHead, "content-length"),
      receivedBytes: kept.receivedBytes,
    },
    fromMs: startedAtMs,
    untilMs: headAtMs,
  });
}

/** A body that was at fault after the head had been routed. */
export function addRequestBody(steps: StepWriter, kept: KeptRequest): void {
  if (!steps.isFailing("request-body")) return;
  steps.add({
    decision: "request-body",
    resource: kept.apiId,
    summary: "The request's body could not be taken",
    evidence: {
      receivedBytes: kept.receivedBytes,
      contentLength: fieldOf(kept.clientHead, "content-length"),
      transferEncoding: fieldOf(kept.clientHead, "transfer-encoding"),
    },
    fromMs: kept.headAtMs,
    untilMs: kept.finishedAtMs,
  });
}

export interface MappingStep {
  /** ARN of the integration. */
  readonly resource: string;
  /** Mappings as they are configured, and what else decided. */
  readonly configured: Readonly<Record<string, unknown>>;
}

/** What goes to the backend in the place of what came. */
export function addMapping(steps: StepWriter, kept: KeptRequest, mapping: MappingStep): void {
  const before = firstLine(kept.clientHead);
  const after = firstLine(kept.sentHead);
  const changes =
    kept.sentHead === ""
      ? NO_CHANGES
      : fieldChanges(fieldsOf(kept.clientHead), fieldsOf(kept.sentHead));
  const isSame = kept.sentHead === "" || (before === after && !hasFieldChanges(changes));
  steps.add({
    decision: "mapping",
    resource: mapping.resource,
    summary: isSame
      ? "The request goes on as it came"
      : `The request goes on as ${redactTarget(after)}; ${countChanges(changes)}`,
    failed: "The request could not be mapped",
    evidence: {
      ...mapping.configured,
      before: redactTarget(before),
      ...(kept.sentHead === "" ? {} : { after: redactTarget(after), fields: changes }),
    },
    fromMs: kept.headAtMs,
  });
}

const NO_CHANGES: FieldChanges = { added: [], changed: [], dropped: [] };

export function countChanges({ added, changed, dropped }: FieldChanges): string {
  return `fields added: ${added.length}, changed: ${changed.length}, dropped: ${dropped.length}`;
}

/** What the backend answered, or that it did not. */
export function addIntegrationAnswer(steps: StepWriter, kept: KeptRequest): void {
  const decision = "integration-answer";
  const { integrationAnsweredAtMs, integrationStartedAtMs, backendHead, way } = kept;
  if (integrationAnsweredAtMs === 0 && !steps.isFailing(decision)) return;
  const listener = way?.listener ?? null;
  const place = listener?.loadBalancerName ?? way?.host ?? "the endpoint";
  const hint =
    way !== null && speaksPlainToTls(way) && kept.integrationStatus === 400
      ? ", as load balancers do to plain HTTP where they expect TLS"
      : "";
  const untilMs = integrationAnsweredAtMs === 0 ? kept.finishedAtMs : integrationAnsweredAtMs;
  steps.add({
    decision,
    resource: listener?.listenerArn ?? way?.wanted ?? kept.apiId,
    loadBalancerArn: listener?.loadBalancerArn ?? "",
    summary: `${place} answered ${kept.integrationStatus}${hint}`,
    failed:
      integrationAnsweredAtMs === 0
        ? `${place} did not answer`
        : `${place} answered ${kept.integrationStatus}, but not to its end`,
    evidence: {
      latencyMs: Math.round(untilMs - integrationStartedAtMs),
      ...(backendHead === ""
        ? {}
        : {
            status: kept.integrationStatus,
            line: cutText(firstLine(backendHead)),
            server: fieldOf(backendHead, "server"),
            contentType: fieldOf(backendHead, "content-type"),
            contentLength: fieldOf(backendHead, "content-length"),
          }),
    },
    fromMs: integrationStartedAtMs,
    untilMs,
  });
}

/** The end: what the client got, or that it did not stay for it. */
export function addAnswer(steps: StepWriter, kept: KeptRequest): void {
  if (steps.isFailing("client")) {
    steps.add({
      decision: "client",
      resource: `${kept.clientAddress}:${kept.clientPort}`,
      summary: "The client left before its answer was complete",
      evidence: { receivedBytes: kept.receivedBytes, sentBytes: kept.sentBytes },
      fromMs: kept.finishedAtMs,
    });
  }
  const { status, answerHead, backendHead, finishedAtMs } = kept;
  const fromBackend = backendHead !== "" && status === kept.integrationStatus;
  const changes = fromBackend ? fieldChanges(fieldsOf(backendHead), fieldsOf(answerHead)) : null;
  steps.add({
    decision: "answer",
    resource: kept.apiId,
    summary:
      status === 0
        ? "The client got no answer"
        : `The client got ${status}${fromBackend ? " as it was answered" : ""}`,
    evidence: {
      status,
      line: cutText(firstLine(answerHead)),
      bodyBytes: kept.responseLength,
      sentBytes: kept.sentBytes,
      ...(changes === null ? {} : { fields: changes }),
    },
    fromMs: kept.integrationAnsweredAtMs === 0 ? finishedAtMs : kept.integrationAnsweredAtMs,
    untilMs: finishedAtMs,
  });
}
