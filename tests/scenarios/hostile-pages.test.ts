// What a web page that somebody has open can send to the edge port, and what careless or hostile clients send to the
// AWS APIs: nothing is changed by the former, and every error is one that AWS's clients can read.
import { gzipSync } from "node:zlib";
import { CreateApiCommand, GetApisCommand } from "@aws-sdk/client-apigatewayv2";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { exchangeBytes, parseAnswer, type RawAnswer } from "../support/raw-request.ts";

let stack: PrivateStack;
let apiId: string;

beforeAll(async () => {
  stack = await startPrivateStack();
  const created = await stack.apigateway.send(
    new CreateApiCommand({ Name: "kept", ProtocolType: "HTTP", Target: "http://127.0.0.1:9" }),
  );
  apiId = created.ApiId ?? "";
});

afterAll(() => stack.close());

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly host?: string;
  readonly fields?: string;
  readonly body?: string;
}

async function send({ method, path, host, fields = "", body = "" }: Sent): Promise<RawAnswer> {
  const { port } = stack.postern;
  const head = `${method} ${path} HTTP/1.1\r\nHost: ${host ?? `127.0.0.1:${port}`}\r\n${fields}`;
  const rest = `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
  return parseAnswer(await exchangeBytes("127.0.0.1", port, head + rest));
}

async function expectUnchanged(): Promise<void> {
  const { Items = [] } = await stack.apigateway.send(new GetApisCommand({}));
  expect(Items.map((item) => item.ApiId)).toEqual([apiId]);
}

const FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
const CREATE = "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0/16";

test.for<readonly [what: string, request: Sent]>([
  [
    "a form posted by a page",
    { method: "POST", path: "/", fields: `Origin: http://evil.example\r\n${FORM}`, body: CREATE },
  ],
  [
    "a form posted by a sandboxed page",
    { method: "POST", path: "/", fields: `Origin: null\r\n${FORM}`, body: CREATE },
  ],
  [
    "an image whose address is an action",
    { method: "GET", path: `/?${CREATE}`, fields: "Sec-Fetch-Site: cross-site\r\n" },
  ],
  [
    "a link on another port of this machine",
    { method: "GET", path: `/?${CREATE}`, fields: "Sec-Fetch-Site: same-site\r\n" },
  ],
  [
    "a reset asked for by a page",
    { method: "POST", path: "/_postern/reset", fields: "Origin: http://evil.example\r\n" },
  ],
  [
    "a reset without Origin from a foreign site",
    { method: "POST", path: "/_postern/reset", fields: "Sec-Fetch-Site: cross-site\r\n" },
  ],
  [
    "an instance's address, put by a page",
    {
      method: "PUT",
      path: "/_postern/instances/i-0123456789abcdef0",
      fields: "Origin: http://localhost:3000\r\n",
      body: '{"address":"10.0.0.1"}',
    },
  ],
  ["a name rebound to loopback", { method: "GET", path: "/v2/apis", host: "evil.example" }],
  [
    "a name that begins like an own one",
    { method: "GET", path: "/v2/apis", host: "localhost.evil.example" },
  ],
  [
    "a name that begins with an own address",
    { method: "GET", path: "/_postern/endpoints", host: "127.0.0.1.nip.example:4566" },
  ],
  ["an empty Host", { method: "GET", path: "/v2/apis", host: "" }],
])("%s is refused and changes nothing", async ([, request]) => {
  const answer = await send(request);
  expect(answer.status).toBe(403);
  expect(JSON.parse(answer.body)).toHaveProperty("message");
  expect(answer.head).not.toMatch(/^access-control-allow/im);
  await expectUnchanged();
});

test("a page may show what /_postern reads, and invoke an API", async () => {
  const fields = "Sec-Fetch-Site: cross-site\r\n";
  expect((await send({ method: "GET", path: "/_postern/health", fields })).status).toBe(200);
  const invoked = await send({
    method: "POST",
    path: `/_aws/execute-api/${apiId}/%24default/`,
    fields: `${fields}Origin: http://evil.example\r\n`,
  });
  expect(invoked.status).toBe(503);
});

const signed = (service: string) =>
  `Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, ` +
  "SignedHeaders=host, Signature=0\r\n";
const JSON_TYPE = "Content-Type: application/json\r\n";

test.for<readonly [what: string, request: Sent, status: number, body: RegExp]>([
  [
    "JSON that is none",
    { method: "POST", path: "/v2/apis", fields: signed("apigateway") + JSON_TYPE, body: "{bad" },
    400,
    /"message":"Could not parse request body into json/,
  ],
  [
    "a list in the place of a structure",
    { method: "POST", path: "/v2/apis", fields: signed("apigateway") + JSON_TYPE, body: "[]" },
    400,
    /"message"/,
  ],
  [
    "JSON nested a hundred thousand deep",
    {
      method: "POST",
      path: "/v2/apis",
      fields: signed("apigateway") + JSON_TYPE,
      body: `{"name":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`,
    },
    400,
    /"message"/,
  ],
  [
    "bytes that are no UTF-8",
    {
      method: "POST",
      path: "/v2/apis",
      fields: signed("apigateway") + JSON_TYPE,
      body: '{"name":"\u00ff\u00fe"}',
    },
    400,
    /UTF-8/,
  ],
  [
    "an action that is misspelt",
    {
      method: "POST",
      path: "/",
      fields: signed("elasticloadbalancing") + FORM,
      body: "Action=DescribeLoadBalancer&Version=2015-12-01",
    },
    400,
    /<Code>InvalidAction<\/Code><Message>The action DescribeLoadBalancer is not valid for this web service/,
  ],
  [
    "a form without an action",
    {
      method: "POST",
      path: "/",
      fields: signed("elasticloadbalancing") + FORM,
      body: "Version=2015-12-01",
    },
    400,
    /<Code>MissingAction<\/Code>/,
  ],
  [
    "a form with a broken escape",
    { method: "POST", path: "/", fields: signed("ec2") + FORM, body: "Action=%zz" },
    400,
    /<Code>/,
  ],
  [
    "a list with an index beyond all memory",
    {
      method: "POST",
      path: "/",
      fields: signed("elasticloadbalancing") + FORM,
      body: "Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.999999999=a",
    },
    400,
    /<Code>LoadBalancerNotFound<\/Code>/,
  ],
  [
    "a list of prototypes",
    {
      method: "POST",
      path: "/",
      fields: signed("elasticloadbalancing") + FORM,
      body: "Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.__proto__=a",
    },
    400,
    /<Code>MalformedInput<\/Code>/,
  ],
  [
    "a target that is misspelt",
    {
      method: "POST",
      path: "/",
      fields: `${signed("acm")}X-Amz-Target: CertificateManager.DescribeCert\r\nContent-Type: application/x-amz-json-1.1\r\n`,
      body: "{}",
    },
    400,
    /"__type":"UnknownOperationException"/,
  ],
  [
    "a credential that is none",
    {
      method: "GET",
      path: "/v2/apis",
      fields: "Authorization: AWS4-HMAC-SHA256 Credential=////\r\n",
    },
    403,
    /"message":"Credential must have exactly 5 slash-delimited elements/,
  ],
  [
    "a page size that is none",
    { method: "GET", path: "/v2/apis?maxResults=-1", fields: signed("apigateway") },
    400,
    /"message":"Invalid maxResults/,
  ],
  [
    "an id with a control character",
    { method: "GET", path: "/v2/apis/%00", fields: signed("apigateway") },
    404,
    /"message":"Invalid API identifier specified/,
  ],
  [
    "300 MB in 300 KB",
    {
      method: "POST",
      path: "/v2/apis",
      fields: `${signed("apigateway")}${JSON_TYPE}Content-Encoding: gzip\r\n`,
      body: gzipSync(Buffer.alloc(300_000_000)).toString("latin1"),
    },
    413,
    /"message":"Request size exceeded/,
  ],
])("%s gets an error that AWS's clients can read", async ([, request, status, body]) => {
  const answer = await send(request);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatch(body);
  expect(answer.head).toMatch(/^x-amzn-requestid: \S+\r?$/im);
  await expectUnchanged();
});
