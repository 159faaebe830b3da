// REST APIs on a private stack, with the steps that they are built from: resources, methods, integrations,
// deployments and VPC links of the first kind, by the client that users have.
import { setTimeout as delay } from "node:timers/promises";
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateVpcLinkCommand,
  GetResourcesCommand,
  GetVpcLinkCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  type CreateRestApiCommandInput,
  type PutIntegrationCommandInput,
  type PutMethodCommandInput,
} from "@aws-sdk/client-api-gateway";
import type { PosternOptions } from "../../src/main.ts";
import { startPrivateStack, type PrivateStack } from "./private-stack.ts";

/** A method to be made: where it is, what it takes, and where it goes. */
export interface MethodWish {
  /** "/pets/{petId}"; resources on the way are made too. */
  readonly path: string;
  readonly httpMethod?: string;
  readonly method?: Partial<PutMethodCommandInput>;
  readonly integration: Partial<PutIntegrationCommandInput>;
  /** Status code → integration response; each gets its method response. */
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly selectionPattern?: string;
        readonly responseParameters?: Record<string, string>;
        readonly responseTemplates?: Record<string, string>;
      }
    >
  >;
}

export class RestStack {
  readonly base: PrivateStack;
  readonly client: APIGatewayClient;

  constructor(base: PrivateStack) {
    this.base = base;
    this.client = new APIGatewayClient({
      endpoint: base.postern.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  }

  async createApi(settings: Partial<CreateRestApiCommandInput> = {}): Promise<RestApiBed> {
    const api = await this.client.send(new CreateRestApiCommand({ name: "api", ...settings }));
    return new RestApiBed(this, api.id ?? "", api.rootResourceId ?? "");
  }

  /** A VPC link of the first kind, once it is available. */
  async createNlbLink(loadBalancerArn: string): Promise<string> {
    const { id = "" } = await this.client.send(
      new CreateVpcLinkCommand({ name: "link", targetArns: [loadBalancerArn] }),
    );
    for (;;) {
      const link = await this.client.send(new GetVpcLinkCommand({ vpcLinkId: id }));
      if (link.status !== "PENDING") return id;
      await delay(10);
    }
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.base.close();
  }
}

/** One REST API. */
export class RestApiBed {
  readonly stack: RestStack;
  readonly restApiId: string;
  readonly rootResourceId: string;

  constructor(stack: RestStack, restApiId: string, rootResourceId: string) {
    this.stack = stack;
    this.restApiId = restApiId;
    this.rootResourceId = rootResourceId;
  }

  /** The resource of that path, made with all above it if need be. */
  async resource(path: string): Promise<string> {
    const { restApiId } = this;
    const { client } = this.stack;
    const { items = [] } = await client.send(new GetResourcesCommand({ restApiId, limit: 500 }));
    const known = new Map(items.map((item) => [item.path ?? "", item.id ?? ""]));
    let parentId = this.rootResourceId;
    let sofar = "";
    for (const pathPart of path.split("/").filter((part) => part !== "")) {
      sofar += `/${pathPart}`;
      const there = known.get(sofar);
      parentId =
        there ??
        (await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id ??
        "";
    }
    return parentId;
  }

  /** Makes a method with its integration and responses; the resource's id. */
  async method(wish: MethodWish): Promise<string> {
    const { restApiId } = this;
    const { client } = this.stack;
    const resourceId = await this.resource(wish.path);
    const { httpMethod = "GET" } = wish;
    const place = { restApiId, resourceId, httpMethod };
    await client.send(
      new PutMethodCommand({ authorizationType: "NONE", ...wish.method, ...place }),
    );
    await client.send(
      new PutIntegrationCommand({
        type: "HTTP_PROXY",
        integrationHttpMethod: wish.integration.type === "MOCK" ? undefined : "GET",
        ...wish.integration,
        ...place,
      }),
    );
    for (const [statusCode, response] of Object.entries(wish.responses ?? {})) {
      const names = Object.keys(response.responseParameters ?? {});
      await client.send(
        new PutMethodResponseCommand({
          ...place,
          statusCode,
          responseParameters: Object.fromEntries(names.map((name) => [name, false])),
        }),
      );
      await client.send(new PutIntegrationResponseCommand({ ...place, statusCode, ...response }));
    }
    return resourceId;
  }

  /** Deploys to the stage, which is made if need be; its URL without a slash at the end. */
  async deploy(stageName = "prod", variables?: Record<string, string>): Promise<string> {
    const { restApiId } = this;
    const { client, base } = this.stack;
    await client.send(new CreateDeploymentCommand({ restApiId, stageName, variables }));
    return `${base.postern.url}/_aws/execute-api/${restApiId}/${stageName}`;
  }
}

export async function startRestStack(over: Partial<PosternOptions> = {}): Promise<RestStack> {
  return new RestStack(await startPrivateStack(over));
}
