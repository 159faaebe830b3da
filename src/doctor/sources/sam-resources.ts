// SAM's APIs as the CloudFormation resources that its transform makes of them. Functions and their events are left
// out: what they add to an API are Lambda functions, which no load balancer is behind.
// https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
import { isObject, objectOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import type { TemplateDocument } from "./template-file.ts";

export interface ServerlessExpansion {
  /** By logical id. */
  readonly resources: ReadonlyMap<string, JsonObject>;
  /** "Api.Stage" → logical id of the stage that SAM generates. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** All resources of a template, SAM's APIs replaced by what is generated of them. */
export function expandServerless(document: TemplateDocument): ServerlessExpansion {
  const resources = new Map<string, JsonObject>();
  const aliases = new Map<string, string>();
  const globals = objectOf(document.root["Globals"]);
  for (const [logicalId, resource] of Object.entries(objectOf(document.root["Resources"]))) {
    if (!isObject(resource)) continue;
    const source = { document, logicalId, resource, globals };
    const type = textOf(resource["Type"]);
    if (type === "AWS::Serverless::HttpApi") addHttpApi(source, resources, aliases);
    else if (type === "AWS::Serverless::Api") addRestApi(source, resources, aliases);
    else resources.set(logicalId, resource);
  }
  return { resources, aliases };
}

interface ServerlessApi {
  readonly document: TemplateDocument;
  readonly logicalId: string;
  readonly resource: JsonObject;
  readonly globals: JsonObject;
}

function addHttpApi(
  source: ServerlessApi,
  resources: Map<string, JsonObject>,
  aliases: Map<string, string>,
): void {
  const { logicalId } = source;
  const properties = propertiesOf(source, "HttpApi");
  const stageName = properties["StageName"] ?? "$default";
  const stageId =
    stageName === "$default"
      ? `${logicalId}ApiGatewayDefaultStage`
      : `${logicalId}${idPart(stageName)}Stage`;
  const api = generate(source, "AWS::ApiGatewayV2::Api", {
    Body: bodyOf(properties),
    Name: properties["Name"],
    ProtocolType: "HTTP",
    DisableExecuteApiEndpoint: properties["DisableExecuteApiEndpoint"],
  });
  resources.set(logicalId, api);
  if (properties["Domain"] !== undefined) {
    const mapping = { ApiId: { Ref: logicalId } };
    const type = "AWS::ApiGatewayV2::ApiMapping";
    resources.set(`${logicalId}ApiMapping`, generate(source, type, mapping));
  }
  const stage = generate(source, "AWS::ApiGatewayV2::Stage", {
    ApiId: { Ref: logicalId },
    StageName: stageName,
    AutoDeploy: true,
    StageVariables: properties["StageVariables"],
    DefaultRouteSettings: properties["DefaultRouteSettings"],
  });
  resources.set(stageId, stage);
  aliases.set(`${logicalId}.Stage`, stageId);
}

function addRestApi(
  source: ServerlessApi,
  resources: Map<string, JsonObject>,
  aliases: Map<string, string>,
): void {
  const { logicalId } = source;
  const properties = propertiesOf(source, "Api");
  const stageName = properties["StageName"] ?? "Prod";
  const stageId = `${logicalId}${idPart(stageName)}Stage`;
  const deploymentId = `${logicalId}Deployment`;
  const api = generate(source, "AWS::ApiGateway::RestApi", {
    Body: bodyOf(properties),
    Name: properties["Name"] ?? logicalId,
    EndpointConfiguration: properties["EndpointConfiguration"],
  });
  resources.set(logicalId, api);
  const deployment = generate(source, "AWS::ApiGateway::Deployment", {
    RestApiId: { Ref: logicalId },
  });
  resources.set(deploymentId, deployment);
  const stage = generate(source, "AWS::ApiGateway::Stage", {
    RestApiId: { Ref: logicalId },
    DeploymentId: { Ref: deploymentId },
    StageName: stageName,
    Variables: properties["Variables"],
  });
  resources.set(stageId, stage);
  aliases.set(`${logicalId}.Stage`, stageId);
  aliases.set(`${logicalId}.Deployment`, deploymentId);
}

/** The document itself, or the file it is in. */
function bodyOf(properties: JsonObject): unknown {
  const { DefinitionBody, DefinitionUri } = properties;
  if (DefinitionBody !== undefined) return DefinitionBody;
  if (DefinitionUri === undefined) return undefined;
  return { "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: DefinitionUri } } };
}

function propertiesOf(source: ServerlessApi, kind: "HttpApi" | "Api"): JsonObject {
  return { ...objectOf(source.globals[kind]), ...objectOf(source.resource["Properties"]) };
}

/** SAM writes a stage's name that is a function as "Stage". */
function idPart(stageName: unknown): string {
  const name = textOf(stageName);
  return name === undefined ? "Stage" : name.replaceAll(/[^A-Za-z0-9]/g, "");
}

function generate(
  { document, resource }: ServerlessApi,
  type: string,
  properties: JsonObject,
): JsonObject {
  const made: JsonObject = {
    Type: type,
    Properties: Object.fromEntries(
      Object.entries(properties).filter(([, value]) => value !== undefined),
    ),
    ...(resource["Condition"] !== undefined && { Condition: resource["Condition"] }),
  };
  // What is generated stands where it was asked for.
  document.positions.copy(resource, made);
  return made;
}
