// What is configured and not yet deployed, for each stage: the API as it is now against the stage's export.
import type { Stage } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";
import {
  type ApiFacts,
  AUTHORIZERS_PLACE,
  type Facts,
  MODELS_PLACE,
  VALIDATORS_PLACE,
} from "./api-facts.ts";
import { configuredFacts } from "./configured-facts.ts";
import { exportedFacts } from "./exported-facts.ts";
import {
  getRestApi,
  listAuthorizers,
  listGatewayResponses,
  listModels,
  listResources,
  listValidators,
} from "./rest-apis.ts";

export interface Change {
  /** "GET /pets" */
  readonly place: string;
  /** "Endpoint URL"; "Method" when all of it came or went. */
  readonly setting: string;
  /** "" when there was none. */
  readonly before: string;
  readonly after: string;
}

export interface UndeployedStage {
  readonly stage: Stage;
  readonly changes: readonly Change[];
  /** Why the changes are not known; "" when they are. */
  readonly error: string;
}

export async function loadUndeployed(restApiId: string): Promise<UndeployedStage[]> {
  const client = await apiGateway();
  const [{ item: stages = [] }, configured] = await Promise.all([
    client.getStages({ restApiId }),
    loadConfigured(restApiId),
  ]);
  return Promise.all(
    stages.map(async (stage): Promise<UndeployedStage> => {
      try {
        const deployed = exportedFacts(await loadExport(restApiId, stage.stageName ?? ""));
        return { stage, changes: changesBetween(deployed, configured), error: "" };
      } catch (cause) {
        return {
          stage,
          changes: [],
          error: cause instanceof Error ? cause.message : String(cause),
        };
      }
    }),
  );
}

async function loadConfigured(restApiId: string): Promise<ApiFacts> {
  const [api, resources, models, gatewayResponses, authorizers, validators] = await Promise.all([
    getRestApi(restApiId),
    listResources(restApiId),
    listModels(restApiId),
    listGatewayResponses(restApiId),
    listAuthorizers(restApiId),
    listValidators(restApiId),
  ]);
  return configuredFacts({
    api,
    resources,
    models,
    gatewayResponses,
    authorizers,
    validators,
  });
}

async function loadExport(restApiId: string, stageName: string): Promise<unknown> {
  const { body } = await (
    await apiGateway()
  ).getExport({
    restApiId,
    stageName,
    exportType: "oas30",
    accepts: "application/json",
    parameters: { extensions: "apigateway" },
  });
  return JSON.parse(new TextDecoder().decode(body));
}

/** In order of place. */
export function changesBetween(deployed: ApiFacts, configured: ApiFacts): Change[] {
  const places = [...new Set([...deployed.keys(), ...configured.keys()])].sort();
  return places.flatMap((place) => {
    const before = deployed.get(place);
    const after = configured.get(place);
    if (before === undefined) return [{ place, setting: "Method", before: "", after: "added" }];
    if (after === undefined) return [{ place, setting: "Method", before: "there", after: "" }];
    return settingChanges(place, before, after);
  });
}

function settingChanges(place: string, before: Facts, after: Facts): Change[] {
  const settings = [...new Set([...before.keys(), ...after.keys()])];
  return settings.flatMap((setting) => {
    const old = before.get(setting);
    const now = after.get(setting);
    if (old === now || isToldElsewhere(place, setting, { old, now })) return [];
    return [{ place, setting, before: old ?? "", after: now ?? "" }];
  });
}

/**
 * The models that every API has from the start are exported where they are used only, authorizers likewise. An
 * authorizer or validator that came or went is a change of the methods that use it.
 */
function isToldElsewhere(
  place: string,
  setting: string,
  { old, now }: { old: string | undefined; now: string | undefined },
): boolean {
  if (place === AUTHORIZERS_PLACE || place === VALIDATORS_PLACE) {
    return old === undefined || now === undefined;
  }
  const isFromStart = setting === "Empty" || setting === "Error";
  return place === MODELS_PLACE && isFromStart && old === undefined;
}
