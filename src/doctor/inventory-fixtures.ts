// Inventories for tests: healthy stacks as plain mutable data, so that a test breaks the one thing it is about.
import type { Integration, Route } from "@aws-sdk/client-apigatewayv2";
import type { Inventory, InventoryItem, SourceLocation } from "./inventory.ts";

/** An inventory that tests may change. */
export type MutableInventory = Mutable<Inventory>;

type Mutable<T> =
  T extends ReadonlyMap<infer K, infer V>
    ? Map<K, V>
    : T extends Date | Uint8Array
      ? T
      : T extends readonly (infer E)[]
        ? Mutable<E>[]
        : T extends object
          ? { -readonly [K in keyof T]: Mutable<T[K]> }
          : T;

const ACCOUNT = "123456789012";
const REGION = "eu-central-1";
const BALANCING = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}`;

export const ALB_ARN = `${BALANCING}:loadbalancer/app/shop/50dc6c495c0c9188`;
export const ALB_LISTENER_ARN = `${BALANCING}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`;
export const ALB_TARGET_GROUP_ARN = `${BALANCING}:targetgroup/shop/73e2d6bc24d8a067`;
export const NLB_ARN = `${BALANCING}:loadbalancer/net/pets/5a1b2c3d4e5f6071`;
export const NLB_LISTENER_ARN = `${BALANCING}:listener/net/pets/5a1b2c3d4e5f6071/0a1b2c3d4e5f6071`;
export const NLB_TARGET_GROUP_ARN = `${BALANCING}:targetgroup/pets/83e2d6bc24d8a067`;
export const CERTIFICATE_ARN = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/11111111-2222-4333-8444-555555555555`;

export function at(address: string): SourceLocation {
  return { file: "", line: 0, column: 0, address };
}

function item(arn: string): InventoryItem {
  return { arn, location: at(arn) };
}

/** Nothing at all. */
export function emptyInventory(): MutableInventory {
  return {
    source: { kind: "store", name: "test", account: ACCOUNT, region: REGION, isPostern: true },
    httpApis: [],
    restApis: [],
    vpcLinks: [],
    restVpcLinks: [],
    loadBalancers: [],
    listeners: [],
    targetGroups: [],
    certificates: [],
    securityGroups: [],
    subnets: [],
    unreadable: [],
  };
}

/**
 * An HTTP API "shop" (a1b2c3d4e5, stage $default, deployed automatically) through VPC link l4er5c to the HTTPS
 * listener of the internal ALB "shop", whose certificate bears shop.example.com; one healthy target.
 */
export function httpApiOnAlb(): MutableInventory {
  const inventory = emptyInventory();
  addNetwork(inventory);
  addAlb(inventory);
  const integrations = (): Integration[] => [
    {
      IntegrationId: "i1abcde",
      IntegrationType: "HTTP_PROXY",
      IntegrationMethod: "ANY",
      IntegrationUri: ALB_LISTENER_ARN,
      ConnectionType: "VPC_LINK",
      ConnectionId: "l4er5c",
      PayloadFormatVersion: "1.0",
      TimeoutInMillis: 30_000,
      TlsConfig: { ServerNameToVerify: "shop.example.com" },
    },
  ];
  const routes = (): Route[] => [
    {
      RouteId: "r1abcde",
      RouteKey: "$default",
      Target: "integrations/i1abcde",
      AuthorizationType: "NONE",
      ApiKeyRequired: false,
    },
  ];
  const apiArn = `arn:aws:apigateway:${REGION}::/apis/a1b2c3d4e5`;
  inventory.httpApis.push({
    ...item(apiArn),
    api: {
      ApiId: "a1b2c3d4e5",
      Name: "shop",
      ProtocolType: "HTTP",
      RouteSelectionExpression: "$request.method $request.path",
      ApiEndpoint: `https://a1b2c3d4e5.execute-api.${REGION}.amazonaws.com`,
    },
    routes: routes(),
    integrations: integrations(),
    stages: [
      {
        ...item(`${apiArn}/stages/$default`),
        stage: { StageName: "$default", AutoDeploy: true, DeploymentId: "d1abcd" },
        deployed: { routes: routes(), integrations: integrations() },
      },
    ],
    locations: new Map(),
  });
  inventory.vpcLinks.push({
    ...item(`arn:aws:apigateway:${REGION}::/vpclinks/l4er5c`),
    vpcLink: {
      VpcLinkId: "l4er5c",
      Name: "shop-link",
      SubnetIds: ["subnet-0a", "subnet-0b"],
      SecurityGroupIds: ["sg-0link"],
      VpcLinkStatus: "AVAILABLE",
      VpcLinkVersion: "V2",
    },
  });
  return inventory;
}

/**
 * A REST API "pets" (r1s2t3u4v5, stage prod) through VPC link ipr64b of the first kind to the TLS listener on port
 * 443 of the NLB "pets", whose certificate bears shop.example.com; one healthy target.
 */
export function restApiOnNlb(): MutableInventory {
  const inventory = emptyInventory();
  addNetwork(inventory);
  addNlb(inventory);
  const resources = () => [
    { id: "rootid0001", path: "/" },
    {
      id: "petsid0001",
      parentId: "rootid0001",
      pathPart: "pets",
      path: "/pets",
      resourceMethods: {
        GET: {
          httpMethod: "GET",
          authorizationType: "NONE",
          apiKeyRequired: false,
          methodIntegration: {
            type: "HTTP_PROXY" as const,
            httpMethod: "GET",
            uri: "https://shop.example.com/pets",
            connectionType: "VPC_LINK" as const,
            connectionId: "ipr64b",
            timeoutInMillis: 29_000,
          },
        },
      },
    },
  ];
  const apiArn = `arn:aws:apigateway:${REGION}::/restapis/r1s2t3u4v5`;
  inventory.restApis.push({
    ...item(apiArn),
    restApi: { id: "r1s2t3u4v5", name: "pets" },
    resources: resources(),
    stages: [
      {
        ...item(`${apiArn}/stages/prod`),
        stage: { stageName: "prod", deploymentId: "dep001" },
        deployed: { resources: resources() },
      },
    ],
    locations: new Map(),
  });
  inventory.restVpcLinks.push({
    ...item(`arn:aws:apigateway:${REGION}::/vpclinks/ipr64b`),
    vpcLink: { id: "ipr64b", name: "pets-link", targetArns: [NLB_ARN], status: "AVAILABLE" },
  });
  return inventory;
}

function addNetwork(inventory: MutableInventory): void {
  addSecurityGroups(inventory);
  addSubnets(inventory);
  addCertificate(inventory);
}

function addSecurityGroups(inventory: MutableInventory): void {
  const everywhere = {
    protocol: "-1",
    fromPort: -1,
    toPort: -1,
    cidrs: ["0.0.0.0/0"],
    peerGroupIds: [],
  };
  for (const [groupId, ingress] of [
    ["sg-0link", []],
    [
      "sg-0alb",
      [
        {
          ...everywhere,
          protocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrs: [],
          peerGroupIds: ["sg-0link"],
        },
      ],
    ],
  ] as const) {
    inventory.securityGroups.push({
      ...item(`arn:aws:ec2:${REGION}:${ACCOUNT}:security-group/${groupId}`),
      name: groupId,
      vpcId: "vpc-0a1b2c3d",
      group: {
        groupId,
        ingress: ingress.map((rule) => ({
          ...rule,
          cidrs: [...rule.cidrs],
          peerGroupIds: [...rule.peerGroupIds],
        })),
        egress: [{ ...everywhere, cidrs: [...everywhere.cidrs], peerGroupIds: [] }],
      },
    });
  }
}

function addSubnets(inventory: MutableInventory): void {
  for (const [SubnetId, zone, CidrBlock] of [
    ["subnet-0a", "a", "10.0.0.0/24"],
    ["subnet-0b", "b", "10.0.1.0/24"],
  ] as const) {
    inventory.subnets.push({
      ...item(`arn:aws:ec2:${REGION}:${ACCOUNT}:subnet/${SubnetId}`),
      subnet: {
        SubnetId,
        VpcId: "vpc-0a1b2c3d",
        CidrBlock,
        AvailabilityZone: `${REGION}${zone}`,
        AvailabilityZoneId: `euc1-az${zone === "a" ? 2 : 3}`,
      },
    });
  }
}

function addCertificate(inventory: MutableInventory): void {
  inventory.certificates.push({
    ...item(CERTIFICATE_ARN),
    certificate: {
      CertificateArn: CERTIFICATE_ARN,
      DomainName: "shop.example.com",
      SubjectAlternativeNames: ["shop.example.com"],
      Status: "ISSUED",
      Type: "AMAZON_ISSUED",
      NotBefore: new Date("2026-01-01T00:00:00Z"),
      NotAfter: new Date("2027-12-31T00:00:00Z"),
    },
    names: ["shop.example.com"],
    chainPem: "",
    isTrusted: true,
    distrust: "",
  });
}

function addAlb(inventory: MutableInventory): void {
  inventory.loadBalancers.push({
    ...item(ALB_ARN),
    loadBalancer: {
      LoadBalancerArn: ALB_ARN,
      LoadBalancerName: "shop",
      DNSName: `internal-shop-1234567890.${REGION}.elb.amazonaws.com`,
      Type: "application",
      Scheme: "internal",
      VpcId: "vpc-0a1b2c3d",
      State: { Code: "active" },
      AvailabilityZones: [
        { ZoneName: `${REGION}a`, SubnetId: "subnet-0a" },
        { ZoneName: `${REGION}b`, SubnetId: "subnet-0b" },
      ],
      SecurityGroups: ["sg-0alb"],
    },
    attributes: {
      "routing.http.desync_mitigation_mode": "defensive",
      "routing.http.drop_invalid_header_fields.enabled": "false",
      "idle_timeout.timeout_seconds": "60",
    },
  });
  addListener(inventory, {
    ListenerArn: ALB_LISTENER_ARN,
    LoadBalancerArn: ALB_ARN,
    Protocol: "HTTPS",
    Port: 443,
    targetGroupArn: ALB_TARGET_GROUP_ARN,
  });
  addTargetGroup(inventory, ALB_TARGET_GROUP_ARN, {
    name: "shop",
    protocol: "HTTP",
    port: 80,
    balancer: ALB_ARN,
  });
}

function addNlb(inventory: MutableInventory): void {
  inventory.loadBalancers.push({
    ...item(NLB_ARN),
    loadBalancer: {
      LoadBalancerArn: NLB_ARN,
      LoadBalancerName: "pets",
      DNSName: `pets-5a1b2c3d4e5f6071.elb.${REGION}.amazonaws.com`,
      Type: "network",
      Scheme: "internal",
      VpcId: "vpc-0a1b2c3d",
      State: { Code: "active" },
      AvailabilityZones: [{ ZoneName: `${REGION}a`, SubnetId: "subnet-0a" }],
      SecurityGroups: [],
    },
    attributes: { "load_balancing.cross_zone.enabled": "false" },
  });
  addListener(inventory, {
    ListenerArn: NLB_LISTENER_ARN,
    LoadBalancerArn: NLB_ARN,
    Protocol: "TLS",
    Port: 443,
    targetGroupArn: NLB_TARGET_GROUP_ARN,
  });
  addTargetGroup(inventory, NLB_TARGET_GROUP_ARN, {
    name: "pets",
    protocol: "TCP",
    port: 80,
    balancer: NLB_ARN,
  });
}

function addListener(
  inventory: MutableInventory,
  wanted: {
    ListenerArn: string;
    LoadBalancerArn: string;
    Protocol: "HTTPS" | "TLS";
    Port: number;
    targetGroupArn: string;
  },
): void {
  const { targetGroupArn, ...listener } = wanted;
  const actions = () => [{ Type: "forward" as const, TargetGroupArn: targetGroupArn }];
  inventory.listeners.push({
    ...item(wanted.ListenerArn),
    listener: {
      ...listener,
      Certificates: [{ CertificateArn: CERTIFICATE_ARN }],
      SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      DefaultActions: actions(),
    },
    attributes: {},
    certificateArns: [CERTIFICATE_ARN],
    rules: [
      {
        RuleArn: wanted.ListenerArn.replace(":listener/", ":listener-rule/") + "/0000000000000000",
        Priority: "default",
        Conditions: [],
        Actions: actions(),
        IsDefault: true,
      },
    ],
  });
}

function addTargetGroup(
  inventory: MutableInventory,
  arn: string,
  wanted: { name: string; protocol: "HTTP" | "TCP"; port: number; balancer: string },
): void {
  inventory.targetGroups.push({
    ...item(arn),
    targetGroup: {
      TargetGroupArn: arn,
      TargetGroupName: wanted.name,
      Protocol: wanted.protocol,
      Port: wanted.port,
      VpcId: "vpc-0a1b2c3d",
      TargetType: "ip",
      HealthCheckEnabled: true,
      HealthCheckProtocol: wanted.protocol,
      HealthCheckPort: "traffic-port",
      ...(wanted.protocol === "HTTP" ? { HealthCheckPath: "/", Matcher: { HttpCode: "200" } } : {}),
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 5,
      LoadBalancerArns: [wanted.balancer],
      ProtocolVersion: "HTTP1",
    },
    attributes: { "deregistration_delay.timeout_seconds": "300" },
    targets: [{ target: { Id: "10.0.0.10", Port: wanted.port }, health: { State: "healthy" } }],
  });
}
