// For tests of the whole list of rules: stacks that are broken in many ways, so that each rule comes to read whatever
// it may read. Whoever writes a rule that looks at more adds a stack here, or an example in JSON to the rule's page.
import { blockedGet, metricOf } from "./balancer-evidence-fixtures.ts";
import type { Evidence } from "./evidence.ts";
import { NO_EVIDENCE } from "./evidence.ts";
import {
  ALB_ARN,
  ALB_TARGET_GROUP_ARN,
  httpApiOnAlb,
  NLB_ARN,
  restApiOnNlb,
  type MutableInventory,
} from "./inventory-fixtures.ts";
import { addListenerLike, first, httpApiWith, restApiWith } from "./rule-fixtures.ts";

export interface RuleCase {
  readonly what: string;
  readonly inventory: MutableInventory;
  readonly evidence: Evidence;
}

export function ruleCases(): RuleCase[] {
  return [
    { what: "healthy HTTP API", inventory: httpApiOnAlb(), evidence: NO_EVIDENCE },
    { what: "healthy REST API", inventory: restApiOnNlb(), evidence: NO_EVIDENCE },
    ...httpApiCases(),
    ...restApiCases(),
    ...balancerCases(),
  ].map((one) => ({ evidence: NO_EVIDENCE, ...one }));
}

type Case = Omit<RuleCase, "evidence"> & Partial<Pick<RuleCase, "evidence">>;

function httpApiCases(): Case[] {
  return [
    {
      what: "plain HTTP to TLS",
      inventory: httpApiWith((integration) => delete integration.TlsConfig),
    },
    {
      what: "another server name",
      inventory: httpApiWith((integration) => {
        integration.TlsConfig = { ServerNameToVerify: "other.example.com" };
      }),
    },
    { what: "TLS to plain", inventory: onProtocol(httpApiOnAlb(), "HTTP") },
    { what: "TLS to bytes", inventory: onProtocol(httpApiOnAlb(), "TCP") },
    {
      what: "TLS to plain, with another listener",
      inventory: withOtherListener(httpApiOnAlb(), "HTTPS"),
    },
    { what: "plain HTTP to bytes", inventory: plainToBytes() },
    {
      what: "public URL of the load balancer",
      inventory: httpApiWith((integration) => {
        delete integration.TlsConfig;
        delete integration.ConnectionId;
        integration.ConnectionType = "INTERNET";
        integration.IntegrationUri =
          "http://internal-shop-1234567890.eu-central-1.elb.amazonaws.com:443/";
      }),
    },
  ];
}

function restApiCases(): Case[] {
  const uris = [
    "http://shop.example.com:443/pets",
    "https://other.example.com/pets",
    "https://shop.example.com:8443/pets",
  ];
  return [
    ...uris.map((uri) => ({ what: uri, inventory: restApiWithUri(uri) })),
    { what: "https to plain", inventory: onProtocol(restApiOnNlb(), "HTTP") },
    { what: "https to bytes", inventory: onProtocol(restApiOnNlb(), "TCP") },
    {
      what: "https to plain, with another listener",
      inventory: withOtherListener(restApiOnNlb(), "TLS"),
    },
    { what: "http to bytes", inventory: onProtocol(restApiWithUri(uris[0] ?? ""), "TCP") },
    ...uris.map((uri) => ({ what: `second kind: ${uri}`, inventory: throughSecondLink(uri) })),
    {
      what: "second kind: https to bytes",
      inventory: onProtocol(throughSecondLink("https://shop.example.com/pets"), "TCP"),
    },
    {
      what: "second kind: http to bytes",
      inventory: onProtocol(throughSecondLink("http://shop.example.com:443/pets"), "TCP"),
    },
  ];
}

function balancerCases(): Case[] {
  const evidence: Evidence = {
    ...NO_EVIDENCE,
    ...blockedGet(ALB_ARN),
    metrics: [metricOf(ALB_ARN, "TargetTLSNegotiationErrorCount", 1)],
  };
  const encrypted = httpApiOnAlb();
  const group = first(encrypted.targetGroups);
  group.targetGroup = { ...group.targetGroup, Protocol: "HTTPS", HealthCheckPort: "8081" };
  const untrusted = httpApiOnAlb();
  const certificate = first(untrusted.certificates);
  certificate.isTrusted = false;
  const probe = {
    targetGroupArn: ALB_TARGET_GROUP_ARN,
    target: "10.0.0.10:80",
    speaks: "tls" as const,
    detail: "",
  };
  return [
    ...["strictest", "monitor"].map((mode) => ({
      what: `${mode} mode`,
      inventory: withAttribute("routing.http.desync_mitigation_mode", mode),
      evidence,
    })),
    {
      what: "invalid headers dropped",
      inventory: withAttribute("routing.http.drop_invalid_header_fields.enabled", "true"),
      evidence,
    },
    ...[
      ["routing.http.desync_mitigation_mode", "strictest"],
      ["routing.http.desync_mitigation_mode", "monitor"],
      ["routing.http.drop_invalid_header_fields.enabled", "true"],
    ].map(([key = "", value = ""]) => ({
      what: `REST API and ${value} in ${key}`,
      inventory: restApiOnAlb(key, value),
    })),
    { what: "handshakes that targets refused", inventory: encrypted, evidence },
    { what: "untrusted certificate", inventory: untrusted },
    {
      what: "probed targets",
      inventory: httpApiOnAlb(),
      evidence: { ...NO_EVIDENCE, probes: [probe] },
    },
  ];
}

/** The listener that is meant speaks plain HTTP, and another one TLS. */
function withOtherListener(
  inventory: MutableInventory,
  Protocol: "HTTPS" | "TLS",
): MutableInventory {
  addListenerLike(inventory, { Protocol, Port: 8443 });
  return onProtocol(inventory, "HTTP");
}

function plainToBytes(): MutableInventory {
  const inventory = httpApiWith((integration) => delete integration.TlsConfig);
  first(inventory.targetGroups).targetGroup.Protocol = "TCP";
  return onProtocol(inventory, "TCP");
}

/** A REST API through a VPC link of the second kind to an Application Load Balancer in that mode. */
function restApiOnAlb(key: string, value: string): MutableInventory {
  const inventory = restApiWith((integration) => {
    integration.connectionId = "l4er5c";
    integration.integrationTarget = ALB_ARN;
    integration.requestParameters = { "integration.request.header.x_a": "'1'" };
  });
  return { ...withAttribute(key, value), httpApis: [], restApis: inventory.restApis };
}

function withAttribute(key: string, value: string): MutableInventory {
  const inventory = httpApiOnAlb();
  first(inventory.loadBalancers).attributes[key] = value;
  return inventory;
}

function restApiWithUri(uri: string): MutableInventory {
  return restApiWith((integration) => {
    integration.uri = uri;
  });
}

/** Through a VPC link of the second kind to the same load balancer. */
function throughSecondLink(uri: string): MutableInventory {
  const inventory = restApiWith((integration) => {
    integration.uri = uri;
    integration.connectionId = "l4er5c";
    integration.integrationTarget = NLB_ARN;
  });
  inventory.vpcLinks.push(...httpApiOnAlb().vpcLinks);
  inventory.restVpcLinks = [];
  return inventory;
}

function onProtocol(inventory: MutableInventory, Protocol: "HTTP" | "TCP"): MutableInventory {
  first(inventory.listeners).listener.Protocol = Protocol;
  return inventory;
}
