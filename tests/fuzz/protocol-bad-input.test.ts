// Requests that nobody should send: random bytes, JSON, CBOR, forms, paths and headers. Whatever comes, the answer is a
// well-formed refusal or what a handler would get is of the model's types; never a 5xx, never a rejection.
import type { PlainRequest } from "./protocol-exchange.ts";
import type { TestHandlers, TestServiceName } from "./protocol-services.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchange, FORM } from "./protocol-exchange.ts";
import { testDispatcher } from "./protocol-link.ts";
import { serviceWith } from "./protocol-services.ts";

const TIME_BOX_MS = Number(process.env["POSTERN_FUZZ_MS"] ?? 1000);
const PARAMETERS = {
  numRuns: 100_000,
  interruptAfterTimeLimit: TIME_BOX_MS,
  markInterruptAsFailure: false,
};

const OPERATIONS: Readonly<Record<TestServiceName, readonly string[]>> = {
  apigatewayv2: ["CreateApi", "UpdateRoute", "GetApis", "UntagResource"],
  apigateway: ["CreateRestApi", "UpdateRestApi"],
  elbv2: ["CreateListener", "DescribeTargetHealth", "ModifyRule"],
  acm: ["RequestCertificate", "ImportCertificate"],
  ec2: ["DescribeVpcs", "AuthorizeSecurityGroupIngress"],
  sts: ["GetCallerIdentity"],
  cloudwatch: ["PutMetricData", "GetMetricData"],
};

function dispatcher() {
  const services = Object.entries(OPERATIONS).map(([name, operations]) => {
    const handlers: TestHandlers = Object.fromEntries(
      operations.map((operation) => [operation, () => ({})]),
    );
    return serviceWith(name as TestServiceName, handlers);
  });
  return testDispatcher(services, { bodyBytesMax: 100_000 });
}

const PARTS = [
  "member",
  "entry",
  "key",
  "value",
  "1",
  "2",
  "01",
  "999999999999",
  "-1",
  "",
  "Port",
  "DefaultActions",
  "Type",
  "ForwardConfig",
  "TargetGroups",
  "Certificates",
  "Filter",
  "Name",
  "Value",
  "IpPermissions",
  "MetricData",
  "Dimensions",
  "Values",
  "__proto__",
  "constructor",
];
const name = fc
  .array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join("."));
const scalar = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("true", "80", "", "NaN", "1e999", "\u0000"),
);
const form = fc
  .array(fc.tuple(name, scalar), { maxLength: 8 })
  .map((pairs) =>
    pairs.map(([key, value]) => `${key}=${encodeURIComponent(value.toWellFormed())}`).join("&"),
  );

const MEMBERS = [
  "name",
  "protocolType",
  "corsConfiguration",
  "tags",
  "maxAge",
  "allowOrigins",
  "Namespace",
  "MetricData",
  "Value",
];
const key = fc.oneof(fc.constantFrom(...MEMBERS, "__proto__", "__type"), fc.string());
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, 0, -1, "NaN", "", 1.5),
    fc.string(),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(key, tie("json"), { maxKeys: 5 }),
  ),
}));

function target(prefix: string, operation: string, version: string) {
  return {
    "x-amz-target": `${prefix}.${operation}`,
    "content-type": `application/x-amz-json-${version}`,
  };
}

const request: fc.Arbitrary<PlainRequest> = fc.oneof(
  fc.tuple(form, fc.constantFrom(...OPERATIONS.elbv2)).map(([text, operation]) => ({
    headers: FORM,
    body: `Action=${operation}&Version=2015-12-01&${text}`,
  })),
  fc.tuple(form, fc.constantFrom(...OPERATIONS.ec2)).map(([text, operation]) => ({
    headers: FORM,
    body: `Action=${operation}&Version=2016-11-15&${text}`,
  })),
  fc.tuple(form, fc.constantFrom(...OPERATIONS.cloudwatch)).map(([text, operation]) => ({
    headers: FORM,
    body: `Action=${operation}&Version=2010-08-01&${text}`,
  })),
  json.map((value) => ({
    path: "/v2/apis",
    body: JSON.stringify(value).replaceAll("1.5", "1e400"),
  })),
  fc.tuple(json, fc.constantFrom(...OPERATIONS.cloudwatch)).map(([value, operation]) => ({
    headers: target("GraniteServiceVersion20100801", operation, "1.0"),
    body: JSON.stringify(value),
  })),
  fc
    .tuple(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(...OPERATIONS.cloudwatch))
    .map(([body, operation]) => ({
      path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
      headers: { "smithy-protocol": "rpc-v2-cbor" },
      body,
    })),
  fc.record({
    method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "X"),
    path: fc.oneof(
      fc.webPath(),
      fc.string().map((text) => `/v2/apis/${text}`),
    ),
    query: fc.oneof(fc.webQueryParameters(), fc.string()),
    headers: fc.dictionary(
      fc.constantFrom(
        "content-type",
        "x-amz-target",
        "authorization",
        "content-encoding",
        "smithy-protocol",
      ),
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          "gzip",
          "rpc-v2-cbor",
          "application/x-www-form-urlencoded",
          "AWS4-HMAC-SHA256 Credential=a/b",
        ),
      ),
    ),
    body: fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: "binary" }), form),
  }),
);

const FIRST_REQUESTS: readonly PlainRequest[] = [
  { method: "GET", path: "/v2/apis" },
  { method: "GET", path: "/restapis" },
  { headers: FORM, body: "Action=DescribeTags&Version=2015-12-01" },
  { headers: FORM, body: "Action=DescribeVpcs&Version=2016-11-15" },
  { headers: FORM, body: "Action=GetCallerIdentity&Version=2011-06-15" },
  { headers: FORM, body: "Action=ListMetrics&Version=2010-08-01" },
  { headers: target("CertificateManager", "ListCertificates", "1.1") },
];

describe("dispatcher", () => {
  test("answers bad input with a refusal, never with an error of ours", async () => {
    const shared = dispatcher();
    // Loading the clients takes longer than the time box; it is not what is tested here.
    for (const sent of FIRST_REQUESTS) await exchange(shared, sent);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(request, async (sent) => {
        count++;
        const response = await exchange(shared, sent);
        expect(response.headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
        expect([500, 502, 503]).not.toContain(response.status);
        if (response.headers["content-type"]?.includes("json") === true && response.body !== "")
          JSON.parse(response.body);
      }),
      PARAMETERS,
    );
    expect(count).toBeGreaterThan(0);
  });
});
