import { expect, test } from "vitest";
import { readIntegration } from "./read-integration.ts";
import { writeIntegration } from "./write-integration.ts";

test("readIntegration() reads every member, names in any case", () => {
  expect(
    readIntegration({
      type: "http-proxy",
      httpMethod: "post",
      uri: "https://a.example",
      connectionType: "vpc_link",
      connectionId: "abc123",
      "integration-target": "arn:aws:elasticloadbalancing:r:a:loadbalancer/app/n/1",
      credentials: "arn:aws:iam::1:role/r",
      passthroughBehavior: "when_no_templates",
      contentHandling: "convert_to_binary",
      responseTransferMode: "stream",
      timeoutInMillis: "1000",
      cacheNamespace: "shared",
      cacheKeyParameters: ["method.request.path.a"],
      requestParameters: { "integration.request.header.a": "'1'" },
      requestTemplates: { "application/json": "{}" },
      tlsConfig: { insecureSkipVerification: true },
      responses: {
        default: { statusCode: 200 },
        "4\\d\\d": { statusCode: "400", responseTemplates: { "text/plain": "no" } },
      },
    }),
  ).toEqual({
    type: "HTTP_PROXY",
    httpMethod: "POST",
    uri: "https://a.example",
    connectionType: "VPC_LINK",
    connectionId: "abc123",
    integrationTarget: "arn:aws:elasticloadbalancing:r:a:loadbalancer/app/n/1",
    credentials: "arn:aws:iam::1:role/r",
    passthroughBehavior: "WHEN_NO_TEMPLATES",
    contentHandling: "CONVERT_TO_BINARY",
    responseTransferMode: "STREAM",
    timeoutInMillis: 1000,
    cacheNamespace: "shared",
    cacheKeyParameters: ["method.request.path.a"],
    requestParameters: { "integration.request.header.a": "'1'" },
    requestTemplates: { "application/json": "{}" },
    tlsConfig: { insecureSkipVerification: true },
    integrationResponses: {
      "200": { statusCode: "200" },
      "400": {
        statusCode: "400",
        selectionPattern: "4\\d\\d",
        responseTemplates: { "text/plain": "no" },
      },
    },
  });
});

test("readIntegration() of what writeIntegration() wrote is the same again", () => {
  const integration = {
    type: "HTTP",
    httpMethod: "GET",
    uri: "https://a.example",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.link}",
    integrationTarget: "arn:aws:elasticloadbalancing:r:a:loadbalancer/net/n/1",
    passthroughBehavior: "NEVER",
    timeoutInMillis: 50,
    cacheNamespace: "other",
    cacheKeyParameters: ["method.request.path.a"],
    integrationResponses: { "500": { statusCode: "500", selectionPattern: "5.*" } },
  } as const;
  expect(
    readIntegration(writeIntegration(structuredClone(integration) as never, "resource")),
  ).toEqual(integration);
});

test("readIntegration() of something else is none", () => {
  expect(readIntegration(undefined)).toBeUndefined();
  expect(readIntegration("http")).toBeUndefined();
});
