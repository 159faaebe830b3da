// What a stage refers to: deployments, a version of the documentation, a client certificate, and the account's role
// for logs. https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html
import type { Stage } from "@aws-sdk/client-api-gateway";
import type { OperationContext } from "../operation-context.ts";
import { badRequest } from "./rest-errors.ts";

/** Throws unless everything that the stage refers to is there. */
export async function checkStageReferences(
  context: OperationContext,
  restApiId: string,
  stage: Stage,
): Promise<void> {
  await checkDeployment(context, restApiId, stage.deploymentId ?? "");
  if (stage.canarySettings !== undefined) {
    await checkDeployment(context, restApiId, stage.canarySettings.deploymentId ?? "");
  }
  const { records } = context;
  const { documentationVersion: version, clientCertificateId } = stage;
  if (version !== undefined) {
    const found = await records.get("rest-documentation-version", `${restApiId}/${version}`);
    // [I]
    if (found === undefined) throw badRequest("Invalid Documentation version specified");
  }
  if (clientCertificateId !== undefined) {
    const found = await records.get("client-certificate", clientCertificateId);
    // [I]
    if (found === undefined) throw badRequest("Invalid Client Certificate identifier specified");
  }
}

async function checkDeployment(
  { records }: OperationContext,
  restApiId: string,
  deploymentId: string,
): Promise<void> {
  const found = await records.get("rest-deployment", `${restApiId}/${deploymentId}`);
  if (found === undefined) throw badRequest("Deployment id does not exist");
}

/**
 * Throws when the stage writes logs and the account has no role to write them with.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export async function checkLoggingRole({ records }: OperationContext, stage: Stage): Promise<void> {
  const writesLogs =
    stage.accessLogSettings?.destinationArn?.includes(":logs:") === true ||
    Object.values(stage.methodSettings ?? {}).some(
      ({ loggingLevel = "OFF" }) => loggingLevel !== "OFF",
    );
  if (!writesLogs) return;
  const body = await records.get("rest-account", "account");
  if (body?.account.cloudwatchRoleArn !== undefined) return;
  throw badRequest("CloudWatch Logs role ARN must be set in account settings to enable logging");
}
