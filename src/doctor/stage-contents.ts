// Routes, methods and integrations of every stage in one view: what the stage serves, or what it would serve after the
// next deployment. Rules that look at more than ways (routes that lead nowhere) read content through here.
import type {
  HttpApiContentItem,
  HttpApiItem,
  HttpApiStageItem,
  Inventory,
  RestApiContentItem,
  RestApiItem,
  RestApiStageItem,
} from "./inventory.ts";
import type { StageToDeploy, View } from "./rule.ts";

export interface HttpStageContent {
  readonly item: HttpApiItem;
  readonly stage: HttpApiStageItem;
  readonly content: HttpApiContentItem;
}

export interface RestStageContent {
  readonly item: RestApiItem;
  readonly stage: RestApiStageItem;
  readonly content: RestApiContentItem;
}

/** WebSocket APIs are listed beside HTTP APIs by AWS; nothing is said of them. */
export function isHttpApi(item: HttpApiItem): boolean {
  return item.api.ProtocolType !== "WEBSOCKET";
}

/** Stages whose content is not known, or that serve nothing, are left out. */
export function httpStageContents(inventory: Inventory, view: View): HttpStageContent[] {
  const contents: HttpStageContent[] = [];
  for (const item of inventory.httpApis.filter(isHttpApi)) {
    for (const stage of item.stages) {
      const content = view === "configured" ? item : stage.deployed;
      if (content !== null && content !== "unreadable") contents.push({ item, stage, content });
    }
  }
  return contents;
}

/** Stages whose content is not known, or that serve nothing, are left out. */
export function restStageContents(inventory: Inventory, view: View): RestStageContent[] {
  const contents: RestStageContent[] = [];
  for (const item of inventory.restApis) {
    for (const stage of item.stages) {
      const content = view === "configured" ? item : stage.deployed;
      if (content !== null && content !== "unreadable") contents.push({ item, stage, content });
    }
  }
  return contents;
}

/** How a call names the stage. */
export function httpStageToDeploy(item: HttpApiItem, { stage }: HttpApiStageItem): StageToDeploy {
  return { apiType: "http", apiId: item.api.ApiId ?? "", stageName: stage.StageName ?? "" };
}

/** How a call names the stage. */
export function restStageToDeploy(item: RestApiItem, { stage }: RestApiStageItem): StageToDeploy {
  return { apiType: "rest", apiId: item.restApi.id ?? "", stageName: stage.stageName ?? "" };
}
