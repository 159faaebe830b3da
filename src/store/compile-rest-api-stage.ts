// REST API stage record and the deployments it points to (its own and its canary's) → the one value that requests
// to the stage run on. What belongs to the stage itself (variables, method settings, access log, cache) is live at
// once. https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-stages.html
import type { Stage } from "@aws-sdk/client-api-gateway";
import { compileRestApiContent } from "./compile-rest-api-content.ts";
import type { RecordBodies, RecordChange } from "./records.ts";
import type { SnapshotCompiler } from "./snapshot-publisher.ts";
import type {
  RestApiContentSnapshot,
  RestApiStageSnapshot,
  RestCanarySnapshot,
} from "./snapshots.ts";
import type { ScopedRecords } from "./store.ts";

/** Null when the stage is gone or its deployment is: then it serves nothing. */
export async function compileRestApiStage(
  scoped: ScopedRecords,
  apiId: string,
  stageName: string,
): Promise<RestApiStageSnapshot | null> {
  const stage = (await scoped.get("rest-stage", `${apiId}/${stageName}`))?.stage;
  if (stage === undefined) return null;
  const content = await compileDeployment(scoped, apiId, stage, stage.deploymentId);
  if (content === null) return null;
  return {
    ...scoped.scope,
    ...compileStageSettings(stage),
    apiId,
    stageName,
    endpointHost: restEndpointHost(apiId, scoped.scope.region),
    content,
    canary: await compileCanary(scoped, apiId, stage),
    clientCertificate: await clientCertificateOf(scoped, stage),
  };
}

/** {api-id}.execute-api.{region}.amazonaws.com */
export function restEndpointHost(apiId: string, region: string): string {
  const suffix = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  return `${apiId}.execute-api.${region}.${suffix}`;
}

function compileStageSettings(stage: Stage) {
  const log = stage.accessLogSettings;
  return {
    stageVariables: { ...stage.variables },
    cacheEnabled: stage.cacheClusterEnabled ?? false,
    cacheSize: stage.cacheClusterSize ?? "0.5",
    tracingEnabled: stage.tracingEnabled ?? false,
    accessLog:
      log?.destinationArn === undefined || log.format === undefined
        ? null
        : { destinationArn: log.destinationArn, format: log.format },
  };
}

async function compileDeployment(
  scoped: ScopedRecords,
  apiId: string,
  stage: Stage,
  deploymentId: string | undefined,
): Promise<RestApiContentSnapshot | null> {
  if (deploymentId === undefined) return null;
  const record = await scoped.get("rest-deployment", `${apiId}/${deploymentId}`);
  return record === undefined
    ? null
    : compileRestApiContent(record.content, stage.methodSettings ?? {}, deploymentId);
}

/** A canary that was created without a deployment of its own serves the stage's. */
async function compileCanary(
  scoped: ScopedRecords,
  apiId: string,
  stage: Stage,
): Promise<RestCanarySnapshot | null> {
  const canary = stage.canarySettings;
  if (canary === undefined) return null;
  const deploymentId = canary.deploymentId ?? stage.deploymentId;
  const content = await compileDeployment(scoped, apiId, stage, deploymentId);
  if (content === null) return null;
  return {
    percentTraffic: canary.percentTraffic ?? 0,
    useStageCache: canary.useStageCache ?? false,
    stageVariables: { ...stage.variables, ...canary.stageVariableOverrides },
    content,
  };
}

async function clientCertificateOf(
  scoped: ScopedRecords,
  stage: Stage,
): Promise<RestApiStageSnapshot["clientCertificate"]> {
  if (stage.clientCertificateId === undefined) return null;
  const record = await scoped.get("client-certificate", stage.clientCertificateId);
  const certificatePem = record?.clientCertificate.pemEncodedCertificate;
  if (record === undefined || certificatePem === undefined) return null;
  return { certificatePem, privateKeyPem: record.privateKeyPem };
}

/** Keys of the stages whose snapshot may differ after the change. */
export async function restApiStagesAffectedBy(
  change: RecordChange,
  scoped: ScopedRecords,
): Promise<readonly string[]> {
  const record = change.after ?? change.before;
  if (record === null) return [];
  switch (record.kind) {
    case "rest-stage":
      return [record.id];
    case "rest-deployment": {
      const slash = record.id.indexOf("/");
      const deploymentId = record.id.slice(slash + 1);
      return stagesWhere(
        scoped,
        record.id.slice(0, slash + 1),
        ({ stage }) =>
          stage.deploymentId === deploymentId ||
          stage.canarySettings?.deploymentId === deploymentId,
      );
    }
    case "client-certificate":
      return stagesWhere(scoped, "", ({ stage }) => stage.clientCertificateId === record.id);
    default:
      return [];
  }
}

async function stagesWhere(
  scoped: ScopedRecords,
  idPrefix: string,
  concerns: (body: RecordBodies["rest-stage"]) => boolean,
): Promise<string[]> {
  const stages = await scoped.list("rest-stage", idPrefix);
  return stages.filter(({ body }) => concerns(body)).map(({ id }) => id);
}

/** For the publisher of snapshots. */
export const restApiStageCompiler: SnapshotCompiler<"rest-api-stage"> = {
  kind: "rest-api-stage",
  compile(scoped, key) {
    const slash = key.indexOf("/");
    return compileRestApiStage(scoped, key.slice(0, slash), key.slice(slash + 1));
  },
  affectedBy: restApiStagesAffectedBy,
  async allKeys(records) {
    const all = await records.all("rest-stage");
    return all.map(({ account, region, id }) => ({ scope: { account, region }, key: id }));
  },
};
