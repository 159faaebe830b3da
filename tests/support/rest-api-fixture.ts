// What tests of REST API operations begin with: an API, a method on it, integrations of each kind.
import type { Integration, PatchOperation } from "@aws-sdk/client-api-gateway";
import { createResource } from "../../src/services/apigateway/create-resource.ts";
import { createRestApi } from "../../src/services/apigateway/create-rest-api.ts";
import type { MethodKey } from "../../src/services/apigateway/find-method.ts";
import { putIntegration } from "../../src/services/apigateway/put-integration.ts";
import { putMethod } from "../../src/services/apigateway/put-method.ts";
import type { OperationTestBed } from "./operation-test-bed.ts";

export const NLB_ARN =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/inside/0123456789abcdef";
export const ALB_ARN =
  "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/inside/0123456789abcdef";

/** An API without resources but its root. */
export async function emptyRestApi(
  bed: OperationTestBed,
): Promise<{ restApiId: string; rootId: string }> {
  const api = await bed.run(createRestApi, { name: "shop" });
  return { restApiId: api.id ?? "", rootId: api.rootResourceId ?? "" };
}

/** A resource below another; answers its id. */
export async function resourceBelow(
  bed: OperationTestBed,
  restApiId: string,
  place: { parentId: string; pathPart: string },
): Promise<string> {
  const resource = await bed.run(createResource, { restApiId, ...place });
  return resource.id ?? "";
}

/** GET on the root of a new API, without an integration. */
export async function bareMethod(bed: OperationTestBed): Promise<MethodKey> {
  const { restApiId, rootId } = await emptyRestApi(bed);
  const key = { restApiId, resourceId: rootId, httpMethod: "GET" };
  await bed.run(putMethod, { ...key, authorizationType: "NONE" });
  return key;
}

/** The same with a MOCK behind it, so that it can be deployed. */
export async function mockMethod(bed: OperationTestBed): Promise<MethodKey> {
  const key = await bareMethod(bed);
  await bed.run(putIntegration, { ...key, type: "MOCK" });
  return key;
}

/** What PutIntegration is given for a private integration, but for its link. */
export const PRIVATE_INTEGRATION = {
  type: "HTTP_PROXY",
  integrationHttpMethod: "GET",
  uri: "http://inside.example.com:8080/",
  connectionType: "VPC_LINK",
} as const satisfies Partial<Integration> & { integrationHttpMethod: string };

/** A VPC link of the first kind in that state. */
export async function restVpcLink(
  bed: OperationTestBed,
  id: string,
  status: "AVAILABLE" | "PENDING" | "FAILED" | "DELETING" = "AVAILABLE",
): Promise<string> {
  await bed.records(async (records) =>
    records.put("rest-vpc-link", id, {
      vpcLink: { id, name: id, status, targetArns: [NLB_ARN] },
    }),
  );
  return id;
}

/** One patch operation, as the list that an Update operation takes. */
export function patch(
  op: NonNullable<PatchOperation["op"]>,
  path: string,
  value?: string,
): { op: NonNullable<PatchOperation["op"]>; path: string; value?: string }[] {
  return [value === undefined ? { op, path } : { op, path, value }];
}
