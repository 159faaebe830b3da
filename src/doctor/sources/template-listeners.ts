// The listeners of a template with their certificates and rules as they would be described.
import type {
  Action,
  Listener,
  Rule,
  RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { isObject, listOf, numberOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import type { ListenerItem } from "../inventory.ts";
import { LISTENER_POLICY } from "./template-defaults.ts";
import {
  attributesOf,
  itemOf,
  textsOf,
  withoutUndefined,
  type TemplateResources,
} from "./template-resources.ts";
import type { TemplateResource } from "./template-resource.ts";

/** Conditions whose values AWS keeps in an object of their own: field → the object's name. */
const CONDITION_CONFIGS: Readonly<Record<string, string>> = {
  "host-header": "HostHeaderConfig",
  "http-header": "HttpHeaderConfig",
  "http-request-method": "HttpRequestMethodConfig",
  "path-pattern": "PathPatternConfig",
  "query-string": "QueryStringConfig",
  "source-ip": "SourceIpConfig",
};
const FIELDS_WITH_VALUES: ReadonlySet<string> = new Set(["host-header", "path-pattern"]);

/** Listeners in the order of the template. */
export function listenersOf(resources: TemplateResources): ListenerItem[] {
  const rules = byListener(resources.ofType("AWS::ElasticLoadBalancingV2::ListenerRule"));
  const certificates = byListener(
    resources.ofType("AWS::ElasticLoadBalancingV2::ListenerCertificate"),
  );
  return resources.ofType("AWS::ElasticLoadBalancingV2::Listener").map((resource) => {
    const listener = listenerOf(resource, resources);
    return {
      ...itemOf(resource),
      listener,
      attributes: attributesOf(resource.properties["ListenerAttributes"]),
      certificateArns: certificateArnsOf(resource, certificates.get(resource.arn) ?? []),
      rules: [
        ...rulesOf(rules.get(resource.arn) ?? [], resources),
        {
          RuleArn: `${resource.arn.replace(":listener/", ":listener-rule/")}/default`,
          Priority: "default",
          Conditions: [],
          Actions: listener.DefaultActions ?? [],
          IsDefault: true,
        },
      ],
    };
  });
}

function byListener(resources: readonly TemplateResource[]): Map<string, TemplateResource[]> {
  const found = new Map<string, TemplateResource[]>();
  for (const resource of resources) {
    const arn = textOf(resource.properties["ListenerArn"]) ?? "";
    found.set(arn, [...(found.get(arn) ?? []), resource]);
  }
  return found;
}

function listenerOf(resource: TemplateResource, resources: TemplateResources): Listener {
  const { properties } = resource;
  const protocol = textOf(properties["Protocol"]);
  const isTls = protocol === "HTTPS" || protocol === "TLS";
  const [first] = certificatesIn(properties["Certificates"]);
  const authentication = objectOf(properties["MutualAuthentication"]);
  return withoutUndefined<Listener>({
    ListenerArn: resource.arn,
    LoadBalancerArn: textOf(properties["LoadBalancerArn"]) ?? "",
    Protocol: protocol as Listener["Protocol"],
    Port: resources.number(resource, "Port", "listeners"),
    Certificates: first === undefined ? undefined : [{ CertificateArn: first }],
    SslPolicy: isTls ? (textOf(properties["SslPolicy"]) ?? LISTENER_POLICY) : undefined,
    AlpnPolicy: protocol === "TLS" ? textsOf(properties["AlpnPolicy"]) : undefined,
    MutualAuthentication:
      textOf(authentication["Mode"]) === undefined
        ? undefined
        : { Mode: textOf(authentication["Mode"]) ?? "" },
    DefaultActions: actionsOf(properties["DefaultActions"]),
  });
}

function certificatesIn(value: unknown): string[] {
  return listOf(value).flatMap((entry) => textOf(objectOf(entry)["CertificateArn"]) ?? []);
}

function certificateArnsOf(
  resource: TemplateResource,
  added: readonly TemplateResource[],
): readonly string[] {
  const more = added.flatMap(({ properties }) => certificatesIn(properties["Certificates"]));
  return [...new Set([...certificatesIn(resource.properties["Certificates"]), ...more])];
}

function rulesOf(rules: readonly TemplateResource[], resources: TemplateResources): Rule[] {
  const described = rules.map((resource) => {
    const priority = resources.number(resource, "Priority", "listeners");
    return {
      priority: priority ?? Number.MAX_SAFE_INTEGER,
      rule: withoutUndefined<Rule>({
        RuleArn: resource.arn,
        Priority: priority === undefined ? undefined : String(priority),
        Conditions: listOf(resource.properties["Conditions"]).filter(isObject).map(conditionOf),
        Actions: actionsOf(resource.properties["Actions"]),
        IsDefault: false,
      }),
    };
  });
  return described.toSorted((a, b) => a.priority - b.priority).map(({ rule }) => rule);
}

/** Values are where AWS shows them, however they were written. */
function conditionOf(value: Readonly<Record<string, unknown>>): RuleCondition {
  const field = textOf(value["Field"]) ?? "";
  const configName = CONDITION_CONFIGS[field];
  if (configName === undefined) return { Field: field };
  const config = objectOf(value[configName]);
  const values = textsOf(config["Values"] ?? value["Values"]);
  const described: Record<string, unknown> = {};
  if (field === "query-string") {
    described["Values"] = listOf(config["Values"])
      .filter(isObject)
      .map((pair) =>
        withoutUndefined({ Key: textOf(pair["Key"]), Value: textOf(pair["Value"]) ?? "" }),
      );
  } else if (values.length > 0) {
    described["Values"] = values;
  }
  const regexValues = textsOf(config["RegexValues"] ?? value["RegexValues"]);
  if (regexValues.length > 0) described["RegexValues"] = regexValues;
  const headerName = textOf(config["HttpHeaderName"]);
  if (headerName !== undefined) described["HttpHeaderName"] = headerName;
  return {
    Field: field,
    ...(FIELDS_WITH_VALUES.has(field) && { Values: values }),
    [configName]: described,
  };
}

function actionsOf(value: unknown): Action[] {
  return listOf(value)
    .filter(isObject)
    .map((action) => {
      const groups = listOf(objectOf(action["ForwardConfig"])["TargetGroups"])
        .filter(isObject)
        .map((group) =>
          withoutUndefined({
            TargetGroupArn: textOf(group["TargetGroupArn"]),
            Weight: numberOf(group["Weight"]),
          }),
        );
      const only = groups.length === 1 ? groups[0]?.TargetGroupArn : undefined;
      return withoutUndefined<Action>({
        Type: textOf(action["Type"]) as Action["Type"],
        TargetGroupArn: textOf(action["TargetGroupArn"]) ?? only,
        Order: numberOf(action["Order"]),
        ForwardConfig: groups.length === 0 ? undefined : { TargetGroups: groups },
        FixedResponseConfig: textMembers(action["FixedResponseConfig"], [
          "StatusCode",
          "ContentType",
          "MessageBody",
        ]) as Action["FixedResponseConfig"],
        RedirectConfig: textMembers(action["RedirectConfig"], [
          "StatusCode",
          "Protocol",
          "Port",
          "Host",
          "Path",
          "Query",
        ]) as Action["RedirectConfig"],
      });
    });
}

function textMembers(value: unknown, names: readonly string[]): object | undefined {
  if (!isObject(value)) return undefined;
  return withoutUndefined(Object.fromEntries(names.map((name) => [name, textOf(value[name])])));
}
