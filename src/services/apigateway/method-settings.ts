// Settings of a stage for some or all of its methods, set one by one by patch operations. They are kept under the
// path that named them: "*/*" for all methods, "~1pets~1{petId}/GET" or "pets/GET" for one.
// https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
import type { MethodSetting } from "@aws-sdk/client-api-gateway";
import type { Patch } from "./patch-operations.ts";
import { booleanValue, decimalValue, integerValue } from "./patch-values.ts";
import { badRequest } from "./rest-errors.ts";

const CACHE_TTL_SECONDS_MAX = 3600;
const LOGGING_LEVELS = ["OFF", "ERROR", "INFO"];
const CACHE_CONTROL_STRATEGIES = [
  "FAIL_WITH_403",
  "SUCCEED_WITH_RESPONSE_HEADER",
  "SUCCEED_WITHOUT_RESPONSE_HEADER",
] as const;

/** What a method's settings are before anything is set. */
export function defaultMethodSetting(): MethodSetting {
  return {
    metricsEnabled: false,
    dataTraceEnabled: false,
    throttlingBurstLimit: 5000,
    throttlingRateLimit: 10_000,
    cachingEnabled: false,
    cacheTtlInSeconds: 300,
    cacheDataEncrypted: false,
    requireAuthorizationForCacheControl: true,
    unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
  };
}

/** By the last two segments of a patch path. */
export const METHOD_SETTING_PATCHES: Readonly<
  Record<string, (setting: MethodSetting, patch: Patch) => void>
> = {
  "metrics/enabled": (setting, patch) => {
    setting.metricsEnabled = booleanValue(patch);
  },
  "logging/dataTrace": (setting, patch) => {
    setting.dataTraceEnabled = booleanValue(patch);
  },
  "logging/loglevel": (setting, patch) => {
    setting.loggingLevel = oneOf(LOGGING_LEVELS, patch);
  },
  "throttling/burstLimit": (setting, patch) => {
    setting.throttlingBurstLimit = notBelow(-1, integerValue(patch), patch);
  },
  "throttling/rateLimit": (setting, patch) => {
    setting.throttlingRateLimit = notBelow(-1, decimalValue(patch), patch);
  },
  "caching/enabled": (setting, patch) => {
    setting.cachingEnabled = booleanValue(patch);
  },
  "caching/ttlInSeconds": (setting, patch) => {
    const seconds = notBelow(0, integerValue(patch), patch);
    if (seconds > CACHE_TTL_SECONDS_MAX) throw invalidValue(patch);
    setting.cacheTtlInSeconds = seconds;
  },
  "caching/dataEncrypted": (setting, patch) => {
    setting.cacheDataEncrypted = booleanValue(patch);
  },
  "caching/requireAuthorizationForCacheControl": (setting, patch) => {
    setting.requireAuthorizationForCacheControl = booleanValue(patch);
  },
  "caching/unauthorizedCacheControlHeaderStrategy": (setting, patch) => {
    setting.unauthorizedCacheControlHeaderStrategy = oneOf(CACHE_CONTROL_STRATEGIES, patch);
  },
};

function oneOf<Value extends string>(allowed: readonly Value[], patch: Patch): Value {
  const value = allowed.find((known) => known === patch.value);
  if (value === undefined) throw invalidValue(patch);
  return value;
}

/** Minus one switches a throttle off. */
function notBelow(least: number, value: number, patch: Patch): number {
  if (value < least) throw invalidValue(patch);
  return value;
}

/** [I] */
function invalidValue(patch: Patch): Error {
  return badRequest(`Invalid value specified for ${patch.path}: ${patch.value ?? "null"}`);
}
