import { expect, test } from "vitest";
import { emptyApi, LISTENER_ARN, vpcLink } from "../../../tests/support/http-api-fixture.ts";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { createIntegration } from "./create-integration.ts";
import { getIntegration } from "./get-integration.ts";
import { updateIntegration } from "./update-integration.ts";

async function privateIntegration(
  bed: OperationTestBed,
): Promise<{ ApiId: string; IntegrationId: string }> {
  const ApiId = await emptyApi(bed);
  const ConnectionId = await vpcLink(bed);
  const integration = await bed.run(createIntegration, {
    ApiId,
    ConnectionId,
    ConnectionType: "VPC_LINK",
    IntegrationMethod: "ANY",
    IntegrationType: "HTTP_PROXY",
    IntegrationUri: LISTENER_ARN,
    RequestParameters: { "append:header.a": "1", "append:header.b": "2" },
    ResponseParameters: {
      "200": { "append:header.c": "3" },
      "404": { "append:header.d": "4" },
    },
  });
  return { ApiId, IntegrationId: integration.IntegrationId ?? "" };
}

test("updateIntegration() sets the server name to verify and keeps the rest", async () => {
  const bed = new OperationTestBed();
  const id = await privateIntegration(bed);
  const before = await bed.run(getIntegration, id);
  const TlsConfig = { ServerNameToVerify: "inner.example" };
  const after = await bed.run(updateIntegration, { ...id, TlsConfig });
  expect(after).toEqual({ ...before, TlsConfig });
  expect(await bed.run(getIntegration, id)).toEqual(after);
});

test("updateIntegration() takes a TLS configuration away by an empty one", async () => {
  const bed = new OperationTestBed();
  const id = await privateIntegration(bed);
  await bed.run(updateIntegration, { ...id, TlsConfig: { ServerNameToVerify: "inner.example" } });
  const after = await bed.run(updateIntegration, { ...id, TlsConfig: {} });
  expect(after).not.toHaveProperty("TlsConfig");
});

test("updateIntegration() adds mappings, and takes them away by empty values", async () => {
  const bed = new OperationTestBed();
  const id = await privateIntegration(bed);
  const after = await bed.run(updateIntegration, {
    ...id,
    RequestParameters: { "append:header.a": "", "append:header.x": "9" },
    ResponseParameters: { "200": {}, "500": { "append:header.e": "5" } },
  });
  expect(after.RequestParameters).toEqual({ "append:header.b": "2", "append:header.x": "9" });
  expect(after.ResponseParameters).toEqual({
    "404": { "append:header.d": "4" },
    "500": { "append:header.e": "5" },
  });
});

test("updateIntegration() to a public URL leaves link and TLS configuration behind", async () => {
  const bed = new OperationTestBed();
  const id = await privateIntegration(bed);
  await bed.run(updateIntegration, { ...id, TlsConfig: { ServerNameToVerify: "inner.example" } });
  const after = await bed.run(updateIntegration, {
    ...id,
    ConnectionType: "INTERNET",
    IntegrationUri: "https://example.com",
  });
  expect(after).toMatchObject({
    ConnectionType: "INTERNET",
    IntegrationUri: "https://example.com",
  });
  expect(after).not.toHaveProperty("ConnectionId");
  expect(after).not.toHaveProperty("TlsConfig");
});

test("updateIntegration() checks the integration as it would be and keeps the old one", async () => {
  const bed = new OperationTestBed();
  const id = await privateIntegration(bed);
  const before = await bed.run(getIntegration, id);
  const [name, message] = await bed.refusal(updateIntegration, {
    ...id,
    TimeoutInMillis: 50,
    IntegrationUri: "https://example.com",
  });
  expect(name).toBe("BadRequestException");
  expect(message).toMatch(/^For VpcLink VPC_LINK, integration uri/);
  expect(await bed.run(getIntegration, id)).toEqual(before);
});

test("updateIntegration() refuses an integration that is not there", async () => {
  const bed = new OperationTestBed();
  const { ApiId } = await privateIntegration(bed);
  expect(await bed.refusal(updateIntegration, { ApiId, IntegrationId: "nothere" })).toEqual([
    "NotFoundException",
    "Invalid Integration identifier specified nothere",
  ]);
});
