import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { mockMethod, patch } from "../../../tests/support/rest-api-fixture.ts";
import { deleteIntegrationResponse } from "./delete-integration-response.ts";
import { getIntegration } from "./get-integration.ts";
import { getIntegrationResponse } from "./get-integration-response.ts";
import { putIntegrationResponse } from "./put-integration-response.ts";
import { putMethodResponse } from "./put-method-response.ts";
import { updateIntegrationResponse } from "./update-integration-response.ts";

const ORIGIN = "method.response.header.Access-Control-Allow-Origin";

async function respondingMethod(bed: OperationTestBed) {
  const key = { ...(await mockMethod(bed)), statusCode: "200" };
  await bed.run(putMethodResponse, { ...key, responseParameters: { [ORIGIN]: false } });
  return key;
}

test("putIntegrationResponse() answers what it was given, an empty template as null", async () => {
  const bed = new OperationTestBed();
  const key = await respondingMethod(bed);
  const members = {
    selectionPattern: "2\\d{2}",
    responseParameters: { [ORIGIN]: "'*'" },
    responseTemplates: { "application/json": "", "text/plain": "ok" },
  };
  const answer = {
    statusCode: "200",
    ...members,
    responseTemplates: { "application/json": null, "text/plain": "ok" },
  };
  expect(await bed.run(putIntegrationResponse, { ...key, ...members })).toEqual(answer);
  expect(await bed.run(getIntegrationResponse, key)).toEqual(answer);
  const { integrationResponses } = await bed.run(getIntegration, key);
  expect(integrationResponses).toEqual({ "200": answer });
});

test("putIntegrationResponse() maps to headers that the method response declares alone", async () => {
  const bed = new OperationTestBed();
  const key = await respondingMethod(bed);
  const attempt = async (target: string, source: string) => {
    const input = { ...key, responseParameters: { [target]: source } };
    return (await bed.refusal(putIntegrationResponse, input))[1];
  };
  const prefix =
    "Invalid mapping expression specified: Validation Result: warnings : [], errors : ";
  expect(await attempt("method.response.header.ETag", "'x'")).toBe(
    `${prefix}[Invalid mapping expression parameter specified: method.response.header.ETag]`,
  );
  expect(await attempt(ORIGIN, "*")).toBe(`${prefix}[Invalid mapping expression specified: *]`);
  for (const source of [
    "integration.response.header.a",
    "integration.response.body.a",
    "context.stage",
  ]) {
    await bed.run(putIntegrationResponse, { ...key, responseParameters: { [ORIGIN]: source } });
  }
});

test("updateIntegrationResponse() changes pattern, mappings, templates and handling of content", async () => {
  const bed = new OperationTestBed();
  const key = await respondingMethod(bed);
  await bed.run(putIntegrationResponse, key);
  const changed = await bed.run(updateIntegrationResponse, {
    ...key,
    patchOperations: [
      ...patch("replace", "/selectionPattern", "200"),
      ...patch("add", `/responseParameters/${ORIGIN}`, "'*'"),
      ...patch("add", "/responseTemplates/application~1json", "{}"),
      ...patch("replace", "/contentHandling", "CONVERT_TO_BINARY"),
    ],
  });
  expect(changed).toEqual({
    statusCode: "200",
    selectionPattern: "200",
    responseParameters: { [ORIGIN]: "'*'" },
    responseTemplates: { "application/json": "{}" },
    contentHandling: "CONVERT_TO_BINARY",
  });
  const input = { ...key, patchOperations: patch("remove", "/responseTemplates/text~1html") };
  expect(await bed.refusal(updateIntegrationResponse, input)).toEqual([
    "NotFoundException",
    "Content-Type specified was not found",
  ]);
});

test("deleteIntegrationResponse() takes one response away", async () => {
  const bed = new OperationTestBed();
  const key = await respondingMethod(bed);
  await bed.run(putMethodResponse, { ...key, statusCode: "404" });
  await bed.run(putIntegrationResponse, key);
  await bed.run(putIntegrationResponse, { ...key, statusCode: "404" });
  await bed.run(deleteIntegrationResponse, key);
  const { integrationResponses } = await bed.run(getIntegration, key);
  expect(Object.keys(integrationResponses ?? {})).toEqual(["404"]);
});
