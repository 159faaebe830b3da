// What a REST API must be for a deployment of it to be made.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
import type { Integration } from "@aws-sdk/client-api-gateway";
import type { RestApiContent } from "../../store/records.ts";
import type { OperationContext } from "../operation-context.ts";
import { invalidVpcLink } from "./integration-connection.ts";
import { badRequest } from "./rest-errors.ts";
import { hastenProvisioning } from "./vpc-link-transitions.ts";

/** Throws unless there is a method, every method has an integration, and the VPC links of these can be used. */
export async function checkDeployable(
  context: OperationContext,
  content: RestApiContent,
): Promise<void> {
  const integrations: Integration[] = [];
  for (const resource of content.resources) {
    for (const method of Object.values(resource.resourceMethods ?? {})) {
      if (method.methodIntegration === undefined) {
        throw badRequest("No integration defined for method");
      }
      integrations.push(method.methodIntegration);
    }
  }
  if (integrations.length === 0) throw badRequest("The REST API doesn't contain any methods");
  const linkIds = new Set(
    integrations
      .filter(({ connectionType }) => connectionType === "VPC_LINK")
      .map(({ connectionId }) => connectionId ?? ""),
  );
  for (const linkId of linkIds) await checkLink(context, linkId);
}

/**
 * "Deploying an API will wait if the status is PENDING and will fail if the status is DELETING."
 * https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html
 */
async function checkLink({ records }: OperationContext, linkId: string): Promise<void> {
  if (linkId.includes("${stageVariables.")) return;
  await hastenProvisioning(records, linkId);
  const status =
    (await records.get("rest-vpc-link", linkId))?.vpcLink.status ??
    (await records.get("vpc-link", linkId))?.vpcLink.VpcLinkStatus;
  if (status === undefined) throw badRequest(invalidVpcLink(linkId));
  // [I] The wording.
  if (status === "DELETING") throw badRequest(`Vpc link '${linkId}' is being deleted`);
}
