import { expect, test } from "vitest";
import { OperationTestBed } from "../../../tests/support/operation-test-bed.ts";
import { mockMethod } from "../../../tests/support/rest-api-fixture.ts";
import { createDeployment } from "./create-deployment.ts";
import type { TestInvokeRequest } from "./data-plane-functions.ts";
import { flushStageAuthorizersCache } from "./flush-stage-authorizers-cache.ts";
import { flushStageCache } from "./flush-stage-cache.ts";
import { putMethod } from "./put-method.ts";
import { testInvokeMethod } from "./test-invoke-method.ts";

/** A data plane that notes what it is asked. */
function withDataPlane(bed: OperationTestBed): {
  requests: TestInvokeRequest[];
  flushed: string[];
} {
  const seen = { requests: [] as TestInvokeRequest[], flushed: [] as string[] };
  bed.restDataPlane = {
    testInvokeMethod(request) {
      seen.requests.push(request);
      return Promise.resolve({
        status: 200,
        body: "ok",
        multiValueHeaders: { "Set-Cookie": ["a", "b"] },
        log: "log\n",
        latencyMs: 7,
      });
    },
    flushStageCache: (restApiId, stageName) => seen.flushed.push(`${restApiId}/${stageName} cache`),
    flushAuthorizersCache: (restApiId, stageName) =>
      seen.flushed.push(`${restApiId}/${stageName} authorizers`),
  };
  return seen;
}

test("testInvokeMethod() hands over what is configured now and answers what came of it", async () => {
  const bed = new OperationTestBed();
  const { requests } = withDataPlane(bed);
  const key = await mockMethod(bed);
  const answer = await bed.run(testInvokeMethod, {
    ...key,
    pathWithQueryString: "/?a=b",
    headers: { Accept: "text/html", Via: "1.1 b" },
    multiValueHeaders: { Via: ["1.1 a"], Cookie: ["x", "y"] },
    body: "{}",
    stageVariables: { v: "1" },
  });
  expect(answer).toEqual({
    status: 200,
    body: "ok",
    headers: { "Set-Cookie": "b" },
    multiValueHeaders: { "Set-Cookie": ["a", "b"] },
    log: "log\n",
    latency: 7,
  });
  const [request] = requests;
  expect(request).toMatchObject({
    scope: bed.scope,
    resourceId: key.resourceId,
    httpMethod: "GET",
    pathWithQueryString: "/?a=b",
    headers: { Accept: ["text/html"], Via: ["1.1 a", "1.1 b"], Cookie: ["x", "y"] },
    body: "{}",
    stageVariables: { v: "1" },
  });
  const method = request?.content.resources[0]?.resourceMethods?.["GET"];
  expect(method?.methodIntegration?.type).toBe("MOCK");
});

test("flushStageCache() and flushStageAuthorizersCache() reach the data plane for stages that are there", async () => {
  const bed = new OperationTestBed();
  const { flushed } = withDataPlane(bed);
  const { restApiId } = await mockMethod(bed);
  const stage = { restApiId, stageName: "dev" };
  expect((await bed.refusal(flushStageCache, stage))[0]).toBe("NotFoundException");
  await bed.run(createDeployment, stage);
  await bed.run(flushStageCache, stage);
  await bed.run(flushStageAuthorizersCache, stage);
  expect(flushed).toEqual([`${restApiId}/dev cache`, `${restApiId}/dev authorizers`]);
});

test("testInvokeMethod() answers 501 where there is no data plane", async () => {
  const bed = new OperationTestBed();
  const key = await mockMethod(bed);
  expect((await bed.refusal(testInvokeMethod, key))[0]).toBe("NotImplemented");
});

test("testInvokeMethod() takes any verb where there is a method ANY", async () => {
  const bed = new OperationTestBed();
  const { requests } = withDataPlane(bed);
  const key = await mockMethod(bed);
  const post = { ...key, httpMethod: "POST" };
  expect((await bed.refusal(testInvokeMethod, post))[0]).toBe("NotFoundException");
  await bed.run(putMethod, { ...key, httpMethod: "ANY", authorizationType: "NONE" });
  await bed.run(testInvokeMethod, post);
  expect(requests.map(({ httpMethod }) => httpMethod)).toEqual(["POST"]);
  const unknown = { ...key, httpMethod: "FETCH" };
  expect((await bed.refusal(testInvokeMethod, unknown))[0]).toBe("NotFoundException");
});
