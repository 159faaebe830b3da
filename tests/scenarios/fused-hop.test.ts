// A private hop inside this process is an in-memory pair of streams; any other is a connection. From outside both
// must be alike: the same bytes at the target, the same answer at the client, whatever the request.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { exchangeBytes } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

interface Side {
  readonly stack: PrivateStack;
  readonly target: RecordingTarget;
  readonly apiId: string;
}

let fused: Side;
let overSockets: Side;

async function startSide(fusedHops: boolean): Promise<Side> {
  const target = await startRecordingTarget();
  const stack = await startPrivateStack({ fusedHops });
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTP",
    targetPort: target.port,
  });
  const vpcLinkId = await stack.createVpcLink();
  const { apiId } = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  return { stack, target, apiId };
}

beforeAll(async () => {
  fused = await startSide(true);
  overSockets = await startSide(false);
});

afterAll(async () => {
  for (const { stack, target } of [fused, overSockets]) {
    await stack.close();
    await target.close();
  }
});

/** What varies from one request, stack or moment to the next, masked. */
function masked(text: string, apiId: string): string {
  return text
    .replaceAll(apiId, "API")
    .replaceAll(/\d-[0-9a-f]{8}-[0-9a-f]{24}/g, "TRACE")
    .replaceAll(/^(date|apigw-requestid): .*\r$/gim, "$1: *\r")
    .replaceAll(/172\.31\.\d+\.\d+/g, "ENI");
}

async function send({ stack, target, apiId }: Side, request: string) {
  const before = target.heads.length;
  const text = request.replaceAll("{API}", `${apiId}.execute-api.us-east-1.amazonaws.com`);
  const answer = await exchangeBytes("127.0.0.1", stack.postern.port, text);
  return {
    answer: masked(answer, apiId),
    seen: target.heads.slice(before).map((head) => masked(head, apiId)),
  };
}

const CLOSE = "Host: {API}\r\nConnection: close\r\n";

test.for([
  ["a plain GET", `GET /a?b=c HTTP/1.1\r\n${CLOSE}\r\n`, 200],
  ["a POST with a body", `POST /a HTTP/1.1\r\n${CLOSE}Content-Length: 5\r\n\r\nhello`, 200],
  [
    "a chunked POST",
    `POST /a HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    200,
  ],
  ["HEAD", `HEAD /a HTTP/1.1\r\n${CLOSE}\r\n`, 200],
  [
    "unusual fields",
    `GET /a HTTP/1.1\r\n${CLOSE}x-ODD_name: \tvalue \r\nCookie: a=b; c=d\r\n\r\n`,
    200,
  ],
  [
    "forwarding fields",
    `GET /a HTTP/1.1\r\n${CLOSE}X-Forwarded-For: 1.2.3.4\r\nVia: 1.1 x\r\n\r\n`,
    200,
  ],
  ["TRACE, which the balancer refuses", `TRACE /a HTTP/1.1\r\n${CLOSE}\r\n`, 405],
  ["a path with odd characters", `GET /a%20b//c/../d?x=%2F&y HTTP/1.1\r\n${CLOSE}\r\n`, 200],
] as const)("fused and socket hops give the same bytes for %s", async ([, request, status]) => {
  const inMemory = await send(fused, request);
  const onSockets = await send(overSockets, request);
  expect(inMemory).toEqual(onSockets);
  expect(inMemory.answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(inMemory.seen).toHaveLength(status === 200 ? 1 : 0);
});
