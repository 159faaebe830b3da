// Heads that are larger than a hop takes: mostly cookies and tokens that have grown. The limits are AWS's own and
// cannot be raised, so it is told by requests that were refused.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
import type { FailureKind } from "../../base/failure.ts";
import type { Journey, JourneyHop } from "../../telemetry/journeys/journey.ts";
import { ALB_HEAD_LIMITS, ALB_RESPONSE_HEAD_LIMITS } from "../../wire/http1/head-limits.ts";
import { hopResource } from "../hop-resource.ts";
import { makeFix } from "../make-fix.ts";
import type { DoctorRule, Fix } from "../rule.ts";
import { standingFailures } from "../standing-failures.ts";

const TOO_LARGE: ReadonlySet<FailureKind> = new Set<FailureKind>([
  "request-line-too-long",
  "request-field-too-large",
  "request-head-too-large",
  "too-many-fields",
  "response-head-too-large",
]);

/** Request line and header values together. */
const GATEWAY_HEAD_BYTES_MAX = 10_240;
const FIELDS_SHOWN = 3;

export const headersOverLimit: DoctorRule = {
  code: "PST703",
  name: "headers-over-limit",
  severity: "warning",
  summary: "Headers, or a request line, were larger than a hop on their way takes",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
  inputs: ["httpApis", "restApis", "loadBalancers"],
  evidence: ["journeys"],
  examine(context) {
    for (const { journey, hop, kind } of standingFailures(context.evidence, TOO_LARGE)) {
      const resource = hopResource(context.inventory, hop);
      if (resource === null) continue;
      const { method, target } = journey.request;
      const path = target.split("?")[0] ?? "";
      const isAnswer = kind === "response-head-too-large";
      const fields = largestFields(journey);
      context.report({
        resource,
        title: `${isAnswer ? "The answer's headers" : "The headers"} of ${method} ${path} are larger than ${hop.name} takes`,
        seen: {
          request: `${method} ${path}`,
          "client got": journey.status,
          limit: limitOf(hop, kind),
          "bytes of the request line": `${method} ${target} HTTP/1.1`.length,
          ...(isAnswer ? {} : { "largest fields": fields }),
        },
        why: whyOf(hop, isAnswer),
        fixes: [fixOf(fields[0]?.split(":")[0] ?? "", isAnswer)],
      });
    }
  },
};

/** "cookie: 9000 bytes"; secrets are replaced in journeys, and count with what stands for them. */
function largestFields({ request }: Journey): string[] {
  return request.headers
    .map(([name, value]) => ({ name, bytes: value.length }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, FIELDS_SHOWN)
    .map(({ name, bytes }) => `${name}: ${bytes} bytes`);
}

function limitOf(hop: JourneyHop, kind: FailureKind): string {
  const { requestLineBytesMax, fieldBytesMax, headBytesMax, fieldCountMax } = ALB_HEAD_LIMITS;
  if (kind === "too-many-fields") return `${fieldCountMax} header fields`;
  if (hop.kind === "http-api" || hop.kind === "rest-api") {
    return `${GATEWAY_HEAD_BYTES_MAX} bytes of request line and header values together`;
  }
  switch (kind) {
    case "request-line-too-long":
      return `${requestLineBytesMax} bytes of request line`;
    case "request-field-too-large":
      return `${fieldBytesMax} bytes in one header line`;
    case "response-head-too-large":
      return `${ALB_RESPONSE_HEAD_LIMITS.headBytesMax} bytes of response headers`;
    default:
      return `${headBytesMax} bytes of headers`;
  }
}

function whyOf(hop: JourneyHop, isAnswer: boolean): string {
  if (isAnswer) {
    return "The target's status line and headers did not end within the limit. What had come cannot be passed on in part, so the hop answers with an error of its own, although the target had done its work.";
  }
  return hop.kind === "http-api" || hop.kind === "rest-api"
    ? "The gateway adds up the request line and the values of all headers. Over the limit it refuses the request with 431 Request Header Fields Too Large, and no integration is called. A load balancer behind it takes more, so calls that go there directly may work."
    : "The load balancer reads the head into a buffer of fixed size. Over the limit it refuses the request itself, with 400 or 414, and no rule or target is asked.";
}

function fixOf(largest: string, isAnswer: boolean): Fix {
  return makeFix({
    title: isAnswer
      ? "Let the target answer with smaller headers"
      : `Send less in headers${largest === "" ? "" : `, above all in ${largest}`}`,
    console: isAnswer
      ? ["In the target: fewer and smaller Set-Cookie and policy headers"]
      : [
          "Cookies: fewer, of a narrower path or domain; a session id instead of the session",
          "Tokens: fewer claims and groups; an opaque token",
          "Long query strings: a POST with a body",
        ],
  });
}
