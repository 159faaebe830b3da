// HTTP APIs, REST APIs and VPC links of a lab stack.
import {
  CreateDeploymentCommand as CreateRestDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateVpcLinkCommand as CreateNlbLinkCommand,
  DeleteRestApiCommand,
  DeleteVpcLinkCommand as DeleteNlbLinkCommand,
  GetVpcLinkCommand as GetNlbLinkCommand,
  GetVpcLinksCommand as GetNlbLinksCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutMethodCommand,
  UpdateIntegrationCommand,
} from "@aws-sdk/client-api-gateway";
import {
  CreateApiCommand,
  CreateDeploymentCommand,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
  CreateVpcLinkCommand,
  DeleteApiCommand,
  DeleteVpcLinkCommand,
  GetVpcLinkCommand,
} from "@aws-sdk/client-apigatewayv2";
import type { LabStack } from "./lab-stack.ts";

export interface HttpApiWish {
  readonly listenerArn: string;
  readonly vpcLinkId: string;
  /** Null: plain HTTP. */
  readonly serverName: string | null;
  readonly autoDeploy?: boolean;
  /** Deploys once after building where deployment is not automatic. */
  readonly isDeployed?: boolean;
  readonly stageName?: string;
  readonly settings?: Partial<CreateIntegrationCommandInput>;
}

export interface MadeHttpApi {
  readonly apiId: string;
  readonly integrationId: string;
  readonly routeId: string;
  readonly stageName: string;
  readonly url: string;
  /** As findings name it. */
  readonly integration: string;
  readonly stage: string;
}

export interface RestApiWish {
  /** Of the integration: scheme, host, port and path. */
  readonly uri: string;
  readonly vpcLinkId: string;
  readonly settings?: Partial<PutIntegrationCommandInput>;
}

export interface MadeRestApi {
  readonly restApiId: string;
  readonly resourceId: string;
  readonly url: string;
  readonly integration: string;
  readonly stage: string;
}

const REST_STAGE = "prod";

export class LabApis {
  readonly #stack: LabStack;

  constructor(stack: LabStack) {
    this.#stack = stack;
  }

  /** A VPC link with network interfaces, once it is available. */
  async vpcLink(
    wish: { readonly securityGroupIds?: readonly string[]; readonly subnetIds?: string[] } = {},
  ): Promise<string> {
    const { http } = this.#stack.clients;
    const { subnetIds, defaultGroupId } = await this.#stack.network();
    const { VpcLinkId = "" } = await http.send(
      new CreateVpcLinkCommand({
        Name: "shop-link",
        SubnetIds: wish.subnetIds ?? subnetIds,
        SecurityGroupIds: [...(wish.securityGroupIds ?? [defaultGroupId])],
      }),
    );
    this.#stack.onRemove(() => http.send(new DeleteVpcLinkCommand({ VpcLinkId })));
    await this.#stack.until("an available VPC link", async () => {
      const { VpcLinkStatus } = await http.send(new GetVpcLinkCommand({ VpcLinkId }));
      return VpcLinkStatus === "AVAILABLE";
    });
    return VpcLinkId;
  }

  /** A VPC link of the first kind, once it is no longer pending. */
  async nlbLink(balancerArn: string): Promise<string> {
    const { rest } = this.#stack.clients;
    const { id: vpcLinkId = "" } = await rest.send(
      new CreateNlbLinkCommand({ name: "shop-link", targetArns: [balancerArn] }),
    );
    this.#stack.onRemove(() => rest.send(new DeleteNlbLinkCommand({ vpcLinkId })));
    await this.#stack.until("a VPC link that is not pending", async () => {
      const { status } = await rest.send(new GetNlbLinkCommand({ vpcLinkId }));
      return status !== "PENDING";
    });
    return vpcLinkId;
  }

  /** An HTTP API whose every route goes to the listener. */
  async httpApi(wish: HttpApiWish): Promise<MadeHttpApi> {
    const { http } = this.#stack.clients;
    const { autoDeploy = true, isDeployed = !autoDeploy, stageName = "$default" } = wish;
    const { ApiId = "" } = await http.send(
      new CreateApiCommand({ Name: "shop", ProtocolType: "HTTP" }),
    );
    this.#stack.onRemove(() => http.send(new DeleteApiCommand({ ApiId })));
    const { IntegrationId = "" } = await http.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: "HTTP_PROXY",
        IntegrationMethod: "ANY",
        IntegrationUri: wish.listenerArn,
        ConnectionType: "VPC_LINK",
        ConnectionId: wish.vpcLinkId,
        PayloadFormatVersion: "1.0",
        TlsConfig: wish.serverName === null ? undefined : { ServerNameToVerify: wish.serverName },
        ...wish.settings,
      }),
    );
    const { RouteId = "" } = await http.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: "$default",
        Target: `integrations/${IntegrationId}`,
      }),
    );
    await http.send(
      new CreateStageCommand({ ApiId, StageName: stageName, AutoDeploy: autoDeploy }),
    );
    if (isDeployed) await this.deployHttpApi(ApiId, stageName);
    return {
      apiId: ApiId,
      integrationId: IntegrationId,
      routeId: RouteId,
      stageName,
      url: `${this.#stack.place.endpointUrl}/_aws/execute-api/${ApiId}/${encodeURIComponent(stageName)}`,
      integration: `${ApiId}/${IntegrationId}`,
      stage: `${ApiId}/${stageName}`,
    };
  }

  async deployHttpApi(ApiId: string, StageName: string): Promise<void> {
    await this.#stack.clients.http.send(new CreateDeploymentCommand({ ApiId, StageName }));
  }

  /** A REST API with GET /pets, deployed to stage prod. */
  async restApi(wish: RestApiWish): Promise<MadeRestApi> {
    const { rest } = this.#stack.clients;
    const { id: restApiId = "", rootResourceId: parentId = "" } = await rest.send(
      new CreateRestApiCommand({ name: "pets" }),
    );
    this.#stack.onRemove(() => rest.send(new DeleteRestApiCommand({ restApiId })));
    const { id: resourceId = "" } = await rest.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart: "pets" }),
    );
    const place = { restApiId, resourceId, httpMethod: "GET" };
    await rest.send(new PutMethodCommand({ ...place, authorizationType: "NONE" }));
    await rest.send(
      new PutIntegrationCommand({
        ...place,
        type: "HTTP_PROXY",
        integrationHttpMethod: "GET",
        connectionType: "VPC_LINK",
        connectionId: wish.vpcLinkId,
        uri: wish.uri,
        ...wish.settings,
      }),
    );
    await this.deployRestApi(restApiId);
    return {
      restApiId,
      resourceId,
      url: `${this.#stack.place.endpointUrl}/_aws/execute-api/${restApiId}/${REST_STAGE}`,
      integration: `${restApiId}/${resourceId}/GET`,
      stage: `${restApiId}/${REST_STAGE}`,
    };
  }

  /** Leads the API's method through another link, deploys, and deletes the former link. */
  async leadThrough(
    api: { readonly restApiId: string; readonly resourceId: string },
    links: { readonly former: string; readonly next: string },
  ): Promise<void> {
    const { rest } = this.#stack.clients;
    await rest.send(
      new UpdateIntegrationCommand({
        ...api,
        httpMethod: "GET",
        patchOperations: [{ op: "replace", path: "/connectionId", value: links.next }],
      }),
    );
    await this.deployRestApi(api.restApiId);
    await rest.send(new DeleteNlbLinkCommand({ vpcLinkId: links.former }));
    await this.#stack.until("the end of the former link", async () => {
      const { items = [] } = await rest.send(new GetNlbLinksCommand({}));
      return items.every(({ id }) => id !== links.former);
    });
  }

  async deployRestApi(restApiId: string): Promise<void> {
    await this.#stack.clients.rest.send(
      new CreateRestDeploymentCommand({ restApiId, stageName: REST_STAGE }),
    );
  }
}
