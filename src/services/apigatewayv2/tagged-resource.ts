// What a tag operation's ARN names: an API, a stage of one, or a VPC link.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
import type { Tags } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { parseArn } from "../../base/arn.ts";
import { badRequest, notFound } from "./api-errors.ts";
import { findApi } from "./find-api.ts";
import { findStage } from "./find-stage.ts";
import { findVpcLink } from "./find-vpc-link.ts";

export interface TaggedResource {
  readonly tags: Tags;
  save(tags: Tags): void;
}

const API = /^\/apis\/([^/]+)$/;
const STAGE = /^\/apis\/([^/]+)\/stages\/([^/]+)$/;
const VPC_LINK = /^\/vpclinks\/([^/]+)$/;

/** The resource that the ARN names; throws when it is none of ours or not there. */
export async function findTaggedResource(
  context: OperationContext,
  resourceArn: string,
): Promise<TaggedResource> {
  const arn = parseArn(resourceArn);
  if (arn === undefined || arn.service !== "apigateway") {
    throw badRequest(`Invalid ARN. ARN is not well formed ${resourceArn}`);
  }
  if (arn.region !== context.region) {
    // [I]
    throw badRequest(`Invalid ARN. ARN is not of region ${context.region}: ${resourceArn}`);
  }
  return (
    (await apiOf(context, arn.resource)) ??
    (await stageOf(context, arn.resource)) ??
    (await vpcLinkOf(context, arn.resource)) ??
    unknown(resourceArn)
  );
}

async function apiOf(
  context: OperationContext,
  resource: string,
): Promise<TaggedResource | undefined> {
  const apiId = API.exec(resource)?.[1];
  if (apiId === undefined) return undefined;
  const api = await findApi(context, apiId);
  return {
    tags: api.Tags ?? {},
    save: (tags) => context.records.put("http-api", apiId, { api: { ...api, Tags: tags } }),
  };
}

async function stageOf(
  context: OperationContext,
  resource: string,
): Promise<TaggedResource | undefined> {
  const [, apiId, stageName] = STAGE.exec(resource) ?? [];
  if (apiId === undefined || stageName === undefined) return undefined;
  const stage = await findStage(context, apiId, stageName);
  return {
    tags: stage.Tags ?? {},
    save: (tags) =>
      context.records.put("http-api-stage", `${apiId}/${stageName}`, {
        stage: { ...stage, Tags: tags },
      }),
  };
}

async function vpcLinkOf(
  context: OperationContext,
  resource: string,
): Promise<TaggedResource | undefined> {
  const vpcLinkId = VPC_LINK.exec(resource)?.[1];
  if (vpcLinkId === undefined) return undefined;
  const vpcLink = await findVpcLink(context, vpcLinkId);
  return {
    tags: vpcLink.Tags ?? {},
    save: (tags) =>
      context.records.put("vpc-link", vpcLinkId, { vpcLink: { ...vpcLink, Tags: tags } }),
  };
}

function unknown(resourceArn: string): never {
  throw notFound(`Invalid resource ARN specified ${resourceArn}`);
}
