// What an integration's URI may be: an HTTP URL with stage variables in it, or an ARN that names a service's path or
// action. https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
import type { Integration } from "@aws-sdk/client-api-gateway";
import { badRequest } from "./rest-errors.ts";

const STAGE_VARIABLE = /\$\{stageVariables\.\w+\}/g;
/** `arn:aws:apigateway:{region}:{subdomain.service|service}:path|action/…` */
const SERVICE_ARN = /^arn:[^:]+:[^:]*:[^:]*:([^:]*):(.+)$/s;

/** Throws unless the URI suits the type of the integration. */
export function checkIntegrationUri(integration: Integration): void {
  const { type, uri = "", connectionType } = integration;
  if (type === "AWS" || type === "AWS_PROXY") checkServiceArn(uri, type);
  if (type !== "HTTP" && type !== "HTTP_PROXY") return;
  if (connectionType === "VPC_LINK" && uri === "") {
    throw badRequest("Invalid integration URI specified");
  }
  if (!isHttpUri(uri, connectionType)) throw badRequest("Invalid HTTP endpoint specified for URI");
}

function checkServiceArn(uri: string, type: string): void {
  const [, service, resource] = SERVICE_ARN.exec(uri) ?? [];
  if (service === undefined || resource === undefined) {
    throw badRequest("Invalid ARN specified in the request");
  }
  if (!resource.startsWith("path/") && !resource.startsWith("action/")) {
    throw badRequest("AWS ARN for integration must contain path or action");
  }
  if (type === "AWS_PROXY" && service !== "lambda" && service !== "firehose") {
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose " +
        "stream invocations.",
    );
  }
}

/** Stage variables may stand anywhere after the scheme: what they give is known at run time only. */
function isHttpUri(uri: string, connectionType: string | undefined): boolean {
  if (!/^https?:\/\/[^/]/i.test(uri)) return false;
  const withoutVariables = uri.replace(STAGE_VARIABLE, "1");
  // Path parameters stand in braces, which a URL may not have.
  const sample = withoutVariables.replaceAll(/\{[\w.+-]+\}/g, "x");
  if (!URL.canParse(sample) || /\s/.test(sample)) return false;
  if (connectionType === "VPC_LINK" || sample !== uri.replaceAll(/\{[\w.+-]+\}/g, "x")) return true;
  const { port } = new URL(sample);
  return port === "" || port === "80" || port === "443" || Number(port) >= 1024;
}
