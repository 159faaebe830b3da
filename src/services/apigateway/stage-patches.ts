// The patch operations of stages, which are unlike those of other resources: what is no member of a stage counts as
// the path of a method setting, and each op has refusals of its own.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
import type { CanarySettings, Stage } from "@aws-sdk/client-api-gateway";
import { defaultMethodSetting, METHOD_SETTING_PATCHES } from "./method-settings.ts";
import { type Patch, type PatchOperationInput, splitPath } from "./patch-operations.ts";
import { booleanValue, decimalValue } from "./patch-values.ts";
import { badRequest } from "./rest-errors.ts";
import { CACHE_CLUSTER_SIZES, setCacheCluster } from "./stage-cache-cluster.ts";

/** Applies one operation to the draft of a stage; throws what AWS answers to one that it does not take. */
export function applyStagePatch(stage: Stage, operation: PatchOperationInput): void {
  switch (operation.op) {
    case "replace":
      replace(stage, operation);
      break;
    case "add":
      add(stage, operation);
      break;
    case "remove":
      remove(stage, operation);
      break;
    case "copy":
      copy(stage, operation);
      break;
    default:
      // [I]
      throw badRequest("Invalid patch operation specified. Must be 'add'|'remove'|'replace'");
  }
}

/** With the blanks and commas that AWS's own list lacks. */
const PATHS =
  "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, " +
  "/accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, " +
  "/{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, " +
  "/{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit" +
  "/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, " +
  "/{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, " +
  "/{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, " +
  "/{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, " +
  "/*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit " +
  "/*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, " +
  "/*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, " +
  "/*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled";

function invalidPath(path: string | undefined): Error {
  return badRequest(`Invalid method setting path: ${path ?? "null"}. Must be one of: [${PATHS}]`);
}

/** By path: members that a value replaces. An empty value takes an optional one away. */
const MEMBERS: Readonly<Record<string, (stage: Stage, patch: Patch) => void>> = {
  "/deploymentId": (stage, { value = "" }) => {
    stage.deploymentId = value;
  },
  "/description": (stage, { value }) => optional(stage, "description", value),
  "/clientCertificateId": (stage, { value }) => optional(stage, "clientCertificateId", value),
  "/documentationVersion": (stage, { value }) => optional(stage, "documentationVersion", value),
  "/cacheClusterEnabled": (stage, patch) => setCacheCluster(stage, booleanValue(patch), undefined),
  "/cacheClusterSize": (stage, { value }) => {
    const size = CACHE_CLUSTER_SIZES.find((known) => known === value);
    // [I]
    if (size === undefined) throw badRequest(`Invalid cache cluster size specified: ${value}`);
    setCacheCluster(stage, stage.cacheClusterEnabled ?? false, size);
  },
  "/tracingEnabled": (stage, patch) => {
    stage.tracingEnabled = booleanValue(patch);
  },
  "/canarySettings/deploymentId": (stage, { value = "" }) => {
    canaryOf(stage).deploymentId = value;
  },
  "/canarySettings/percentTraffic": (stage, patch) => {
    canaryOf(stage).percentTraffic = decimalValue(patch);
  },
  "/canarySettings/useStageCache": (stage, patch) => {
    canaryOf(stage).useStageCache = booleanValue(patch);
  },
};

function optional(
  stage: Stage,
  name: "description" | "clientCertificateId" | "documentationVersion",
  value: string | undefined,
): void {
  if (value === undefined || value === "") delete stage[name];
  else stage[name] = value;
}

/** The canary; one that begins by an update has the stage's deployment until it is given its own [I]. */
function canaryOf(stage: Stage): CanarySettings {
  stage.canarySettings ??= {
    ...(stage.deploymentId === undefined ? {} : { deploymentId: stage.deploymentId }),
    percentTraffic: 0,
    useStageCache: false,
  };
  return stage.canarySettings;
}

function replace(stage: Stage, operation: PatchOperationInput): void {
  const { path = "" } = operation;
  const patch: Patch = { op: "replace", path, names: [], value: operation.value, from: undefined };
  const member = Object.hasOwn(MEMBERS, path) ? MEMBERS[path] : undefined;
  if (member !== undefined) {
    member(stage, patch);
    return;
  }
  if (setVariable(stage, operation)) return;
  const [first, second = "", ...others] = splitPath(path) ?? [];
  if (first === "accessLogSettings" && others.length === 0) {
    replaceAccessLog(stage, second, operation.value);
    return;
  }
  replaceMethodSetting(stage, patch);
}

/** A variable of the stage or one that its canary overrides; false when the path names neither. */
function setVariable(stage: Stage, { path, value = "" }: PatchOperationInput): boolean {
  const segments = splitPath(path) ?? [];
  const name = segments.at(-1) ?? "";
  if (segments.length === 2 && segments[0] === "variables") {
    stage.variables = { ...stage.variables, [name]: value };
    return true;
  }
  const [first, second] = segments;
  if (segments.length !== 3 || first !== "canarySettings" || second !== "stageVariableOverrides") {
    return false;
  }
  const canary = canaryOf(stage);
  canary.stageVariableOverrides = { ...canary.stageVariableOverrides, [name]: value };
  return true;
}

function replaceAccessLog(stage: Stage, name: string, value: string | undefined): void {
  if (name !== "destinationArn" && name !== "format") {
    throw badRequest(
      "Invalid accessLogSettings path. Must be one of : " +
        "[/accessLogSettings/destinationArn, /accessLogSettings/format]",
    );
  }
  if (value === undefined || value === "") throw badRequest("Access Log value must not be empty");
  // Given by Terraform as it is shown, with the suffix of all log streams.
  const kept = name === "destinationArn" ? value.replace(/:\*$/, "") : value;
  stage.accessLogSettings = { ...stage.accessLogSettings, [name]: kept };
}

function replaceMethodSetting(stage: Stage, patch: Patch): void {
  const segments = patch.path.slice(1).split("/");
  const setting = segments.slice(-2).join("/");
  const key = segments.slice(0, -2).join("/");
  const apply = Object.hasOwn(METHOD_SETTING_PATCHES, setting)
    ? METHOD_SETTING_PATCHES[setting]
    : undefined;
  if (apply === undefined || segments.length < 4) throw invalidPath(patch.path);
  const before = stage.methodSettings?.[key];
  const changed = { ...(before ?? defaultMethodSetting()) };
  apply(changed, patch);
  stage.methodSettings = { ...stage.methodSettings, [key]: changed };
}

function add(stage: Stage, operation: PatchOperationInput): void {
  const isCanary = operation.path?.startsWith("/canarySettings") === true;
  if (!isCanary && setVariable(stage, operation)) return;
  throw badRequest(`Invalid add operation with path: ${operation.path ?? "null"}`);
}

function remove(stage: Stage, { path }: PatchOperationInput): void {
  const segments = splitPath(path) ?? [];
  const [first = "", second = "", third = ""] = segments;
  if (path === "/canarySettings") delete stage.canarySettings;
  else if (path === "/accessLogSettings") delete stage.accessLogSettings;
  else if (first === "variables" && segments.length === 2) removeVariable(stage, second);
  else if (first === "canarySettings" && second === "stageVariableOverrides" && third !== "") {
    removeOverride(stage, third);
  } else removeMethodSetting(stage, path);
}

function removeVariable(stage: Stage, name: string): void {
  const { [name]: _, ...rest } = stage.variables ?? {};
  if (Object.keys(rest).length === 0) delete stage.variables;
  else stage.variables = rest;
}

function removeOverride(stage: Stage, name: string): void {
  const canary = stage.canarySettings;
  if (canary === undefined) return;
  const { [name]: _, ...rest } = canary.stageVariableOverrides ?? {};
  if (Object.keys(rest).length === 0) delete canary.stageVariableOverrides;
  else canary.stageVariableOverrides = rest;
}

/** All settings of a method, or one of them, which then has its default again. */
function removeMethodSetting(stage: Stage, path: string | undefined): void {
  const key = path?.slice(1) ?? "";
  const segments = key.split("/");
  const settings = { ...stage.methodSettings };
  const single = segments.slice(-2).join("/");
  const method = segments.slice(0, -2).join("/");
  if (Object.hasOwn(settings, key)) {
    delete settings[key];
  } else if (Object.hasOwn(METHOD_SETTING_PATCHES, single) && Object.hasOwn(settings, method)) {
    settings[method] = withDefault(settings[method] ?? {}, single);
  } else if (segments.length >= 2) {
    throw badRequest(
      `Cannot remove method setting ${key} because there is no method setting for this method `,
    );
  } else {
    throw invalidPath(path);
  }
  stage.methodSettings = settings;
}

/** By the last two segments of a patch path, the member they name. */
const SETTING_MEMBERS: Readonly<Record<string, string>> = {
  "metrics/enabled": "metricsEnabled",
  "logging/dataTrace": "dataTraceEnabled",
  "logging/loglevel": "loggingLevel",
  "throttling/burstLimit": "throttlingBurstLimit",
  "throttling/rateLimit": "throttlingRateLimit",
  "caching/enabled": "cachingEnabled",
  "caching/ttlInSeconds": "cacheTtlInSeconds",
  "caching/dataEncrypted": "cacheDataEncrypted",
  "caching/requireAuthorizationForCacheControl": "requireAuthorizationForCacheControl",
  "caching/unauthorizedCacheControlHeaderStrategy": "unauthorizedCacheControlHeaderStrategy",
};

function withDefault(setting: object, name: string): object {
  const member = SETTING_MEMBERS[name] ?? "";
  const { [member]: _, ...rest } = setting as Record<string, unknown>;
  const defaults = defaultMethodSetting() as Record<string, unknown>;
  return Object.hasOwn(defaults, member) ? { ...rest, [member]: defaults[member] } : rest;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-deployment-promote.html */
function copy(stage: Stage, { path, from }: PatchOperationInput): void {
  const takesDeployment = path === "/deploymentId" && from === "/canarySettings/deploymentId";
  const takesVariables = path === "/variables" && from === "/canarySettings/stageVariableOverrides";
  if (!takesDeployment && !takesVariables) {
    throw badRequest(
      `Invalid copy operation with path: ${path ?? "null"} and from ${from ?? "null"}. Valid ` +
        "copy:path are [/deploymentId, /variables] and valid copy:from are " +
        "[/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]",
    );
  }
  const canary = stage.canarySettings;
  if (canary === undefined) throw badRequest("Promotion not available. Canary does not exist.");
  if (takesVariables) {
    stage.variables = { ...stage.variables, ...canary.stageVariableOverrides };
  } else if (canary.deploymentId !== undefined) {
    stage.deploymentId = canary.deploymentId;
  }
}
