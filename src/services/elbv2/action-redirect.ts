// The redirect action: a Location made of the request's own parts and of those that are replaced.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
import {
  InvalidLoadBalancerActionException,
  type Action,
  type RedirectActionConfig,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { ActionSetting, PlacedAction } from "./rule-actions.ts";
import { serviceError } from "./service-error.ts";

const PROTOCOL = /^(HTTPS?|#\{protocol\})$/;
const STATUS_CODES = ["HTTP_301", "HTTP_302"] as const;
const PART_LENGTH = { min: 0, max: 128 };
const KEYWORDS: Readonly<Record<"Host" | "Path" | "Query", readonly string[]>> = {
  Host: ["host"],
  Path: ["path", "host", "port"],
  Query: ["query", "path", "host", "port", "protocol"],
};

/** A redirect with every part written out. */
type WholeRedirect = Required<RedirectActionConfig> & {
  Protocol: string;
  Host: string;
  Port: string;
  Path: string;
  Query: string;
};

/** The action as it is kept and shown. */
export function redirectAction(placed: PlacedAction, setting: ActionSetting): Action {
  const config = placed.action.RedirectConfig;
  if (config === undefined) {
    throw validationError("A 'RedirectConfig' must be specified with 'redirect'");
  }
  const path = `${placed.path}.redirectConfig`;
  new Constraints()
    .enumeration(`${path}.statusCode`, config.StatusCode ?? "", STATUS_CODES)
    .pattern(`${path}.protocol`, config.Protocol, PROTOCOL)
    .length(`${path}.host`, config.Host, { min: 1, max: 128 })
    .length(`${path}.path`, config.Path, { min: 1, max: 128 })
    .length(`${path}.query`, config.Query, PART_LENGTH)
    .throwIfViolated();
  const whole: WholeRedirect = {
    Protocol: config.Protocol ?? "#{protocol}",
    Port: config.Port ?? "#{port}",
    Host: config.Host ?? "#{host}",
    Path: config.Path ?? "/#{path}",
    Query: config.Query ?? "#{query}",
    StatusCode: config.StatusCode,
  };
  checkParts(whole);
  checkDirection(whole, setting);
  return { Type: "redirect", RedirectConfig: whole };
}

function refuse(message: string): Error {
  return serviceError(InvalidLoadBalancerActionException, message);
}

function checkParts(redirect: WholeRedirect): void {
  const port = Number(redirect.Port);
  if (
    redirect.Port !== "#{port}" &&
    !(/^\d{1,5}$/.test(redirect.Port) && port >= 1 && port <= 65_535)
  ) {
    throw refuse("The Port parameter must be a number between 1 and 65535 or '#{port}'.");
  }
  if (!redirect.Path.startsWith("/") || !hasKeywords("Path", redirect.Path)) {
    throw refuse(
      "The Path parameter must be a valid path, should start with a '/' and may contain up to one of each of these placeholders: '#{path}', '#{host}', '#{port}'.",
    );
  }
  if (!hasKeywords("Host", redirect.Host)) {
    throw refuse(
      "The Host parameter must be a valid host name and may contain up to one of the placeholder '#{host}'.",
    );
  }
  if (redirect.Query.startsWith("?") || !hasKeywords("Query", redirect.Query)) {
    throw refuse(
      "The Query parameter must not start with a '?' and may contain up to one of each of these placeholders: '#{query}', '#{path}', '#{host}', '#{port}', '#{protocol}'.",
    );
  }
}

/** What may stand in a URL as it is; above all, nothing that ends a line of the answer's head. */
const URL_TEXT = /^[\u0021-\u007e]*$/;

/** Whether it is made of what a URL has, all placeholders are allowed there and none stands twice. */
function hasKeywords(part: "Host" | "Path" | "Query", value: string): boolean {
  if (!URL_TEXT.test(value)) return false;
  const found = [...value.matchAll(/#\{([^}]*)\}/g)].map((match) => match[1] ?? "");
  return (
    new Set(found).size === found.length &&
    found.every((keyword) => KEYWORDS[part].includes(keyword))
  );
}

/** HTTPS must not lead to HTTP, and at least one part must change, or the client comes back for ever. */
function checkDirection(redirect: WholeRedirect, setting: ActionSetting): void {
  if (setting.protocol === "HTTPS" && redirect.Protocol === "HTTP") {
    throw refuse("You cannot redirect HTTPS to HTTP");
  }
  const changes =
    !["#{protocol}", setting.protocol].includes(redirect.Protocol) ||
    !["#{port}", String(setting.port)].includes(redirect.Port) ||
    redirect.Host !== "#{host}" ||
    redirect.Path !== "/#{path}";
  if (!changes) throw refuse("The redirect configuration is not valid because it creates a loop.");
}
