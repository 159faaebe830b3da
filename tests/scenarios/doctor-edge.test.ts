// What the console asks: the doctor of a Postern in this process, over the local store, and the mend of a finding
// through its own APIs.
import { afterAll, beforeAll, expect, test } from "vitest";
import { UpdateIntegrationCommand } from "@aws-sdk/client-apigatewayv2";
import { startPrivateStack, type PrivateStack } from "../support/private-stack.ts";
import { get } from "../support/raw-request.ts";
import { startRecordingTarget, type RecordingTarget } from "../support/recording-target.ts";

interface Report {
  readonly findings: {
    code: string;
    severity: string;
    fingerprint: string;
    resource: { id: string };
  }[];
}

let target: RecordingTarget;
let stack: PrivateStack;
let apiUrl: string;
let resourceId: string;

beforeAll(async () => {
  target = await startRecordingTarget();
  stack = await startPrivateStack();
  const { listenerArn } = await stack.createBalancer({
    type: "application",
    protocol: "HTTPS",
    targetPort: target.port,
    certificateName: "pets.internal.example",
  });
  const vpcLinkId = await stack.createVpcLink();
  const api = await stack.createPrivateApi({ listenerArn, vpcLinkId });
  apiUrl = api.url;
  resourceId = `${api.apiId}/${api.integrationId}`;
});

afterAll(async () => {
  await stack.close();
  await target.close();
});

async function foundErrors(): Promise<Report["findings"]> {
  const response = await fetch(`${stack.postern.url}/_postern/doctor`);
  const { findings } = (await response.json()) as Report;
  return findings.filter(({ severity }) => severity === "error");
}

async function errors(): Promise<string[][]> {
  return (await foundErrors()).map(({ code, resource }) => [code, resource.id]);
}

function mend(body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${stack.postern.url}/_postern/doctor/fix`, {
    method: "POST",
    body: JSON.stringify(body),
    headers,
  });
}

test("the edge mends nothing where somebody has changed it since it was shown", async () => {
  const [shown] = await foundErrors();
  const [ApiId, IntegrationId] = resourceId.split("/");
  const command = { ApiId, IntegrationId, TimeoutInMillis: 7_000 };
  await stack.apigateway.send(new UpdateIntegrationCommand(command));
  const agreed = { code: "PST101", resourceId, fingerprint: shown?.fingerprint };
  const response = await mend(agreed);
  expect(response.status).toBe(409);
  expect(await response.text()).toContain("somebody has changed what the mend was planned from");
  expect(await errors()).toEqual([["PST101", resourceId]]);
});

test("the edge examines the local store, mends a finding and is silent afterwards", async () => {
  expect((await get(`${apiUrl}/pets`)).status).toBe(400);
  expect(await errors()).toEqual([["PST101", resourceId]]);
  const response = await mend({ code: "PST101", resourceId });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    isMended: true,
    before: { code: "PST101", resource: { id: resourceId } },
    after: null,
  });
  expect(await errors()).toEqual([]);
  expect((await get(`${apiUrl}/pets`)).status).toBe(200);
  expect((await mend({ code: "PST101", resourceId })).status).toBe(404);
});

test("the edge mends nothing for a page of another site", async () => {
  const origin = { Origin: "https://evil.example" };
  expect((await mend({ code: "PST101", resourceId }, origin)).status).toBe(403);
});
