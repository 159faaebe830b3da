// Service definitions for tests of the protocol layer: every service that the pinned SDK clients know, in every
// protocol it is spoken in, and a way to put handlers behind them.
import type {
  AnyOperationHandler,
  ServiceDefinition,
} from "../../src/protocol/service-definition.ts";

export type TestContext = undefined;

/** Which handlers a service has: each by its operation's name. */
export type TestHandlers = Readonly<Record<string, AnyOperationHandler<TestContext>>>;

interface Marks {
  readonly client: () => Promise<object>;
  readonly definition: Omit<ServiceDefinition<TestContext>, "load" | "name">;
}

const V2 = /^\/v2(\/|$)/;

const MARKS = {
  apigatewayv2: {
    client: () => import("@aws-sdk/client-apigatewayv2"),
    definition: {
      protocols: ["restJson1"],
      signingNames: ["apigateway"],
      pathMatches: (path) => V2.test(path),
      timestampPrecision: "seconds",
    },
  },
  apigateway: {
    client: () => import("@aws-sdk/client-api-gateway"),
    definition: {
      protocols: ["restJson1"],
      signingNames: ["apigateway"],
      pathMatches: (path) => !V2.test(path),
    },
  },
  elbv2: {
    client: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
    definition: {
      protocols: ["awsQuery"],
      queryVersion: "2015-12-01",
      xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
      signingNames: ["elasticloadbalancing"],
    },
  },
  acm: {
    client: () => import("@aws-sdk/client-acm"),
    definition: {
      protocols: ["awsJson1_1"],
      targetPrefix: "CertificateManager",
      signingNames: ["acm"],
    },
  },
  ec2: {
    client: () => import("@aws-sdk/client-ec2"),
    definition: {
      protocols: ["ec2Query"],
      queryVersion: "2016-11-15",
      xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
      signingNames: ["ec2"],
    },
  },
  sts: {
    client: () => import("@aws-sdk/client-sts"),
    definition: {
      protocols: ["awsQuery"],
      queryVersion: "2011-06-15",
      xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
      signingNames: ["sts"],
    },
  },
  cloudwatch: {
    client: () => import("@aws-sdk/client-cloudwatch"),
    definition: {
      protocols: ["awsJson1_0", "awsQuery", "rpcv2Cbor"],
      targetPrefix: "GraniteServiceVersion20100801",
      queryVersion: "2010-08-01",
      xmlNamespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
      signingNames: ["monitoring"],
      queryCompatible: true,
    },
  },
} as const satisfies Record<string, Marks>;

export type TestServiceName = keyof typeof MARKS;

/** The SDK client package of a service. */
export function clientOf(name: TestServiceName): Promise<object> {
  return MARKS[name].client();
}

/** The service with these operations, and no others. */
export function serviceWith(
  name: TestServiceName,
  handlers: TestHandlers,
): ServiceDefinition<TestContext> {
  const { client, definition } = MARKS[name];
  return { name, ...definition, load: async () => ({ sdk: await client(), handlers }) };
}
