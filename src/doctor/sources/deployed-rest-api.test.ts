import type { Integration, Method, Resource } from "@aws-sdk/client-api-gateway";
import { expect, test } from "vitest";
import { identifyRestApiContent } from "./deployed-rest-api.ts";

function method(over: Partial<Integration> = {}): Method {
  return {
    httpMethod: "GET",
    authorizationType: "NONE",
    apiKeyRequired: false,
    requestParameters: {},
    methodIntegration: {
      type: "HTTP_PROXY",
      httpMethod: "GET",
      uri: "https://shop.example.com/",
      connectionType: "VPC_LINK",
      connectionId: "l1nk01",
      passthroughBehavior: "WHEN_NO_MATCH",
      timeoutInMillis: 29_000,
      cacheNamespace: "res002",
      cacheKeyParameters: [],
      ...over,
    },
  };
}

const exported: Method = {
  httpMethod: "GET",
  methodIntegration: {
    type: "HTTP_PROXY",
    httpMethod: "GET",
    uri: "https://shop.example.com/",
    connectionType: "VPC_LINK",
    connectionId: "l1nk01",
  },
};

function live(resourceMethods?: Record<string, Method>): { resources: Resource[] } {
  return {
    resources: [
      { id: "root01", path: "/" },
      {
        id: "res002",
        parentId: "root01",
        pathPart: "pets",
        path: "/pets",
        ...(resourceMethods !== undefined && { resourceMethods }),
      },
    ],
  };
}

test("identifyRestApiContent() gives back the configured method where nothing changed", () => {
  const content = live({ GET: method() });
  const deployed = [{ path: "/pets", methods: { GET: exported } }];
  const { resources } = identifyRestApiContent(deployed, content);
  expect(resources.map(({ id }) => id)).toEqual(["root01", "res002"]);
  expect(resources[1]?.resourceMethods?.["GET"]).toBe(
    content.resources[1]?.resourceMethods?.["GET"],
  );
});

test("identifyRestApiContent() keeps what was deployed, under the ids of today", () => {
  const content = live({ GET: method({ uri: "http://changed/" }), POST: method() });
  const deployed = [{ path: "/pets", methods: { GET: exported } }];
  const [, pets] = identifyRestApiContent(deployed, content).resources;
  expect(Object.keys(pets?.resourceMethods ?? {})).toEqual(["GET"]);
  const integration = pets?.resourceMethods?.["GET"]?.methodIntegration;
  expect(integration?.uri).toBe("https://shop.example.com/");
  expect(integration?.timeoutInMillis).toBe(29_000);
  expect(integration?.cacheNamespace).toBe("res002");
});

test("identifyRestApiContent() does not take insecureSkipVerification for a default", () => {
  const content = live({ GET: method({ tlsConfig: { insecureSkipVerification: true } }) });
  const deployed = [{ path: "/pets", methods: { GET: exported } }];
  const [, pets] = identifyRestApiContent(deployed, content).resources;
  expect(pets?.resourceMethods?.["GET"]?.methodIntegration?.tlsConfig).toBeUndefined();
  const off = live({ GET: method({ tlsConfig: { insecureSkipVerification: false } }) });
  const [, same] = identifyRestApiContent(deployed, off).resources;
  expect(same?.resourceMethods?.["GET"]).toBe(off.resources[1]?.resourceMethods?.["GET"]);
});

test("identifyRestApiContent() makes the resources that were deleted since, and those above", () => {
  const deployed = [{ path: "/gone/far", methods: { GET: exported } }];
  const { resources } = identifyRestApiContent(deployed, live());
  expect(resources.map(({ id, parentId, path }) => [id, parentId, path])).toEqual([
    ["root01", undefined, "/"],
    ["deployed /gone", "root01", "/gone"],
    ["deployed /gone/far", "deployed /gone", "/gone/far"],
  ]);
});
