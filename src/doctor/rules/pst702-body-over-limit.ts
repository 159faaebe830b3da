// Bodies that are larger than a hop takes. The limits are AWS's own and cannot be raised, so it is told by requests
// that were refused, and it is the client that has to change.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
import type { FailureKind } from "../../base/failure.ts";
import type { HopKind } from "../../telemetry/journeys/journey.ts";
import { hopResource } from "../hop-resource.ts";
import { makeFix } from "../make-fix.ts";
import type { DoctorRule } from "../rule.ts";
import { standingFailures } from "../standing-failures.ts";

const TOO_LARGE: ReadonlySet<FailureKind> = new Set<FailureKind>(["body-too-large"]);

const GATEWAY_BODY_BYTES_MAX = 10 * 1024 * 1024;
/** Only towards Lambda functions: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
const ALB_LAMBDA_BODY_BYTES_MAX = 1024 * 1024;

const LIMITS: Readonly<Record<HopKind, { readonly bytesMax: number; readonly who: string }>> = {
  "http-api": { bytesMax: GATEWAY_BODY_BYTES_MAX, who: "An HTTP API" },
  "rest-api": { bytesMax: GATEWAY_BODY_BYTES_MAX, who: "A REST API" },
  alb: {
    bytesMax: ALB_LAMBDA_BODY_BYTES_MAX,
    who: "An Application Load Balancer with a Lambda target",
  },
  nlb: { bytesMax: Number.POSITIVE_INFINITY, who: "A Network Load Balancer" },
};

export const bodyOverLimit: DoctorRule = {
  code: "PST702",
  name: "body-over-limit",
  severity: "warning",
  summary: "A body was larger than a hop on its way takes",
  awsPage: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
  inputs: ["httpApis", "restApis", "loadBalancers"],
  evidence: ["journeys"],
  examine(context) {
    for (const { journey, hop } of standingFailures(context.evidence, TOO_LARGE)) {
      const resource = hopResource(context.inventory, hop);
      if (resource === null) continue;
      const { bytesMax, who } = LIMITS[hop.kind];
      const { method, target, headers } = journey.request;
      const length = headers.find(([name]) => name.toLowerCase() === "content-length")?.[1];
      context.report({
        resource,
        title: `The body of ${method} ${target.split("?")[0] ?? ""} is larger than the ${bytesMax} bytes that ${hop.name} takes`,
        seen: {
          request: `${method} ${target}`,
          "client got": journey.status,
          "bytes in the body": length ?? "more than the limit (no Content-Length)",
          "limit in bytes": bytesMax,
        },
        why: `${who} holds no more than ${bytesMax} bytes of a body. It refuses the request by its Content-Length, or as soon as that many bytes have come: 413 Request Entity Too Large, and nothing behind it sees the whole request. The limit cannot be raised, and a body in base64 is a third larger than what it carries.`,
        fixes: [
          makeFix({
            title: "Send large bodies past the API: a presigned URL of S3, or parts",
            cli: [
              "aws s3 presign s3://BUCKET/KEY --expires-in 900   # GET; uploads: a presigned PUT or POST made by the API",
            ],
            console: [
              "Let the API answer with a presigned URL and the client upload to S3",
              "or let the client compress the body, or send it in parts",
            ],
          }),
        ],
      });
    }
  },
};
