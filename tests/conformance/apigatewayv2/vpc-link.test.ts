// VPC links through the AWS SDK for JavaScript. Shapes and texts are those of the API reference and of the AWS CLI's
// examples (https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/); they have not been recorded from AWS.
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateVpcLinkCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  UpdateVpcLinkCommand,
} from "@aws-sdk/client-apigatewayv2";
import {
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  startControlPlaneServer,
  type ControlPlaneServer,
} from "../../support/control-plane-server.ts";

let server: ControlPlaneServer;
let client: ApiGatewayV2Client;
let ec2: EC2Client;
let states: LinkStates;

/** The states that VPC links have passed through, so that none is missed however fast it goes. */
class LinkStates {
  readonly #seen = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(store: ControlPlaneServer["store"]) {
    store.subscribe((changes) => {
      for (const { before, after } of changes) {
        const record = after ?? before;
        if (record?.kind !== "vpc-link") continue;
        const body = after?.body as { vpcLink: { VpcLinkStatus?: string } } | undefined;
        const state = `${record.id} ${body?.vpcLink.VpcLinkStatus ?? "gone"}`;
        this.#seen.add(state);
        this.#waiting.get(state)?.();
      }
    });
  }

  /** Fulfils once a link has been in that state, "gone" included. */
  passed(vpcLinkId: string, status: string): Promise<void> {
    const state = `${vpcLinkId} ${status}`;
    if (this.#seen.has(state)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(state, resolve));
  }
}

beforeEach(async () => {
  server = await startControlPlaneServer();
  states = new LinkStates(server.store);
  client = new ApiGatewayV2Client(server.clientConfig);
  ec2 = new EC2Client(server.clientConfig);
});

afterEach(async () => {
  client.destroy();
  ec2.destroy();
  await server.close();
});

async function newLink(): Promise<{ VpcLinkId: string; subnetIds: string[] }> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  const subnetIds = Subnets.map((subnet) => subnet.SubnetId ?? "");
  const { $metadata, ...link } = await client.send(
    new CreateVpcLinkCommand({ Name: "inside", SubnetIds: subnetIds }),
  );
  expect($metadata.httpStatusCode).toBe(201);
  expect(link).toMatchObject({
    Name: "inside",
    SubnetIds: subnetIds,
    Tags: {},
    VpcLinkStatus: "PENDING",
    VpcLinkStatusMessage: "VPC link is provisioning ENIs",
    VpcLinkVersion: "V2",
  });
  return { VpcLinkId: link.VpcLinkId ?? "", subnetIds };
}

test("a VPC link is pending, available, renamed, deleting and gone", async () => {
  const { VpcLinkId, subnetIds } = await newLink();
  await states.passed(VpcLinkId, "AVAILABLE");
  const updated = await client.send(new UpdateVpcLinkCommand({ VpcLinkId, Name: "renamed" }));
  expect(updated).toMatchObject({
    Name: "renamed",
    VpcLinkStatus: "AVAILABLE",
    VpcLinkStatusMessage: "VPC link is ready to route traffic",
  });
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect(new Set(NetworkInterfaces.map((found) => found.SubnetId))).toEqual(new Set(subnetIds));
  expect(NetworkInterfaces[0]).toMatchObject({
    Description: `API Gateway VPC link ${VpcLinkId}`,
    InterfaceType: "api_gateway_managed",
    RequesterManaged: true,
  });
  const deleted = await client.send(new DeleteVpcLinkCommand({ VpcLinkId }));
  expect(deleted.$metadata.httpStatusCode).toBe(202);
  await states.passed(VpcLinkId, "DELETING");
  await states.passed(VpcLinkId, "gone");
  expect((await client.send(new GetVpcLinksCommand({}))).Items).toEqual([]);
  const left = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  expect(left.NetworkInterfaces).toEqual([]);
  await expect(client.send(new GetVpcLinkCommand({ VpcLinkId }))).rejects.toMatchObject({
    name: "NotFoundException",
    $metadata: { httpStatusCode: 404 },
  });
});

test("a VPC link that a route leads through cannot be deleted", async () => {
  const { VpcLinkId } = await newLink();
  const { ApiId } = await client.send(new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP" }));
  const { IntegrationId } = await client.send(
    new CreateIntegrationCommand({
      ApiId,
      ConnectionId: VpcLinkId,
      ConnectionType: "VPC_LINK",
      IntegrationMethod: "ANY",
      IntegrationType: "HTTP_PROXY",
      IntegrationUri:
        "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/inner/50dc6c495c0c9188/f2f7dc8efc522ab2",
      PayloadFormatVersion: "1.0",
      TlsConfig: { ServerNameToVerify: "inner.example" },
    }),
  );
  const { RouteId } = await client.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: "$default",
      Target: `integrations/${IntegrationId}`,
    }),
  );
  await expect(client.send(new DeleteVpcLinkCommand({ VpcLinkId }))).rejects.toMatchObject({
    name: "BadRequestException",
    message: `Cannot delete vpc link. Vpc link '${VpcLinkId}', is referenced in [ANY:${RouteId}] in format of [Method:Resource].`,
    $metadata: { httpStatusCode: 400 },
  });
});
