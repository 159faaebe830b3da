// Every AWS service that Postern speaks: how its requests are recognised, and where its operations are. SDK clients
// are loaded at the first request for their service, never before the edge listens.
import type { ServiceDefinition } from "../protocol/service-definition.ts";
import { missingMembersError } from "./apigatewayv2/missing-members-error.ts";
import { missingMembersError as logsMissingMembersError } from "./logs/missing-members-error.ts";
import type { OperationContext } from "./operation-context.ts";

export const serviceList: readonly ServiceDefinition<OperationContext>[] = [
  {
    name: "apigatewayv2",
    protocols: ["restJson1"],
    targetPrefix: "ApiGatewayV2",
    signingNames: ["apigateway"],
    pathMatches: (rawPath) => rawPath.startsWith("/v2/"),
    timestampPrecision: "seconds",
    missingMembersError,
    fractionalMembers: new Set(["ThrottlingRateLimit"]),
    load: async () => ({
      sdk: await import("@aws-sdk/client-apigatewayv2"),
      handlers: (await import("./apigatewayv2/operations.ts")).operations,
    }),
  },
  {
    name: "elasticloadbalancingv2",
    protocols: ["awsQuery"],
    targetPrefix: "ElasticLoadBalancing_v10",
    queryVersion: "2015-12-01",
    xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
    signingNames: ["elasticloadbalancing"],
    fractionalMembers: new Set(),
    load: async () => ({
      sdk: await import("@aws-sdk/client-elastic-load-balancing-v2"),
      handlers: (await import("./elbv2/operations.ts")).operations,
    }),
  },
  {
    name: "acm",
    protocols: ["awsJson1_1"],
    targetPrefix: "CertificateManager",
    signingNames: ["acm"],
    fractionalMembers: new Set(),
    load: async () => ({
      sdk: await import("@aws-sdk/client-acm"),
      handlers: (await import("./acm/operations.ts")).operations,
    }),
  },
  {
    name: "ec2",
    protocols: ["ec2Query"],
    queryVersion: "2016-11-15",
    xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
    signingNames: ["ec2"],
    load: async () => ({
      sdk: await import("@aws-sdk/client-ec2"),
      handlers: (await import("./ec2/operations.ts")).operations,
    }),
  },
  {
    name: "sts",
    protocols: ["awsQuery"],
    queryVersion: "2011-06-15",
    xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    signingNames: ["sts"],
    fractionalMembers: new Set(),
    load: async () => ({
      sdk: await import("@aws-sdk/client-sts"),
      handlers: (await import("./sts/operations.ts")).operations,
    }),
  },
  {
    name: "apigateway",
    protocols: ["restJson1"],
    targetPrefix: "BackplaneControlService",
    signingNames: ["apigateway"],
    pathMatches: (rawPath) => API_GATEWAY_V1_PATH.test(rawPath),
    fractionalMembers: new Set(["percentTraffic", "rateLimit", "throttlingRateLimit"]),
    load: async () => ({
      sdk: await import("@aws-sdk/client-api-gateway"),
      handlers: (await import("./apigateway/operations.ts")).operations,
    }),
  },
  {
    name: "cloudwatch",
    protocols: ["awsJson1_0", "awsQuery", "rpcv2Cbor"],
    targetPrefix: "GraniteServiceVersion20100801",
    queryVersion: "2010-08-01",
    xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    signingNames: ["monitoring"],
    queryCompatible: true,
    load: async () => ({
      sdk: await import("@aws-sdk/client-cloudwatch"),
      handlers: (await import("./cloudwatch/operations.ts")).operations,
    }),
  },
  {
    name: "logs",
    protocols: ["awsJson1_1"],
    targetPrefix: "Logs_20140328",
    signingNames: ["logs"],
    missingMembersError: logsMissingMembersError,
    fractionalMembers: new Set(["defaultValue"]),
    // A group's resource policy goes with it.
    keepsRecords: (operation) =>
      /QueryDefinition$|ResourcePolicy$|^DeleteLogGroup$/.test(operation),
    load: async () => ({
      sdk: await import("@aws-sdk/client-cloudwatch-logs"),
      handlers: (await import("./logs/operations.ts")).operations,
    }),
  },
];

/** First path segments of the REST API control plane, so that its operations can say that they are not there. */
const API_GATEWAY_V1_PATH =
  /^\/(account|apikeys|clientcertificates|domainnames|domainnameaccessassociations|restapis|sdktypes|tags|usageplans|vpclinks|rejectdomainnameaccessassociations)(\/|$)/;
