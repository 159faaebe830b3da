import { expect, test } from "vitest";
import {
  httpAccessLogReader,
  restAccessLogReader,
  type HttpApiLogFacts,
  type RestApiLogFacts,
} from "./access-log-variables.ts";
import { viewOf } from "./template-fixtures.ts";

function restFacts(over: Partial<RestApiLogFacts> = {}): RestApiLogFacts {
  return {
    ...viewOf().context,
    deploymentId: "d1",
    endpointType: "REGIONAL",
    endpointRequestId2: "",
    authorizerStatus: 0,
    authorizerLatencyMs: 0,
    ...over,
  };
}

test("httpAccessLogReader() reads the endpoint's ids from its answer, and what mappings have", () => {
  const fields: Record<string, string> = { "x-amzn-requestid": "e1", "x-amz-id-2": "e2" };
  const facts = {
    requestId: "r1",
    responseHeader: (name: string) => fields[name],
  } as unknown as HttpApiLogFacts;
  expect(httpAccessLogReader("awsEndpointRequestId")?.(facts)).toBe("e1");
  expect(httpAccessLogReader("integration.requestId")?.(facts)).toBe("e1");
  expect(httpAccessLogReader("awsEndpointRequestId2")?.(facts)).toBe("e2");
  expect(httpAccessLogReader("requestId")?.(facts)).toBe("r1");
  expect(httpAccessLogReader("customDomain.basePathMatched")).toBeUndefined();
});

test("restAccessLogReader() has a value of an authoriser only where one was asked", () => {
  const read = (name: string, over?: Partial<RestApiLogFacts>) =>
    restAccessLogReader(name)?.(restFacts(over));
  expect(read("authorizer.status")).toBeUndefined();
  expect(read("authorizer.latency")).toBeUndefined();
  const refused = { authorizerStatus: 401, authorizerLatencyMs: 0, errorMessage: "Unauthorized" };
  expect(read("authorizer.status", refused)).toBe("401");
  expect(read("authorizer.latency", refused)).toBe("0");
  expect(read("authorizer.error", refused)).toBe("Unauthorized");
  expect(read("authorize.status", { authorizerStatus: 200 })).toBe("200");
  expect(read("authorizer.principalId")).toBe("me");
  expect(read("authorizer.claims.cognito:username")).toBe("ann");
  expect(read("deploymentId")).toBe("d1");
  expect(read("endpointType")).toBe("REGIONAL");
});
