// A deployed REST API as an OpenAPI document of version 2 or 3, with as many of API Gateway's extensions as asked for.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html
import type { DocumentationPart, GatewayResponse } from "@aws-sdk/client-api-gateway";
import type { RestApiContent } from "../../store/records.ts";
import { DocumentationTexts } from "./documentation-texts.ts";
import { objectOf } from "./json-value.ts";
import { OPERATION_KEYS } from "./openapi-document.ts";
import { DOCUMENTATION_KEY } from "./read-documentation.ts";
import { writeOperation, type OperationTarget } from "./write-operation.ts";
import { writeSchema } from "./write-schemas.ts";
import { writeSecuritySchemes } from "./write-security.ts";

const PREFIX = "x-amazon-apigateway-";

export interface ExportOptions {
  readonly version: 2 | 3;
  readonly stageName: string;
  /** "…execute-api.eu-central-1.amazonaws.com" */
  readonly host: string;
  readonly withIntegrations: boolean;
  readonly withAuthorizers: boolean;
  /** Everything that is API Gateway's own. */
  readonly withExtensions: boolean;
  /** The documentation of the stage's version, when it has one and it is wanted. */
  readonly documentation:
    | { readonly version: string; readonly parts: readonly DocumentationPart[] }
    | undefined;
}

/** The document. */
export function writeRestApi(content: RestApiContent, options: ExportOptions): object {
  const { restApi } = content;
  const isOld = options.version === 2;
  const schemas = writeSchemas(content, options);
  const methods = content.resources.flatMap((resource) =>
    Object.values(resource.resourceMethods ?? {}),
  );
  const used = new Set(methods.map((method) => method.authorizerId));
  const schemes = writeSecuritySchemes(
    content.authorizers.filter((authorizer) => used.has(authorizer.id)),
    methods,
    options.withAuthorizers,
  );
  const texts = new DocumentationTexts(options.documentation?.parts ?? []);
  const said = texts.at({ type: "API" }, ["info", "tags", "externalDocs"]);
  const { info: saidInfo, ...saidBeside } = said;
  const title = { title: restApi.name ?? "" };
  const version = { version: restApi.version ?? isoSecond(restApi.createdDate) };
  const description = restApi.description === undefined ? {} : { description: restApi.description };
  const info = isOld
    ? { ...objectOf(saidInfo), ...description, ...version, ...title }
    : { ...objectOf(saidInfo), ...title, ...description, ...version };
  const paths = writePaths(content, options, texts);
  const hasSchemes = Object.keys(schemes).length > 0;
  const hasSchemas = Object.keys(schemas).length > 0;
  const document = isOld
    ? {
        swagger: "2.0",
        info,
        host: options.host,
        basePath: `/${options.stageName}`,
        schemes: ["https"],
        paths,
        ...(hasSchemes && { securityDefinitions: schemes }),
        ...(hasSchemas && { definitions: schemas }),
      }
    : {
        openapi: "3.0.1",
        info,
        servers: [
          {
            url: `https://${options.host}/{basePath}`,
            variables: { basePath: { default: `/${options.stageName}` } },
          },
        ],
        paths,
        components: {
          ...(hasSchemas && { schemas }),
          ...(hasSchemes && { securitySchemes: schemes }),
        },
      };
  return { ...document, ...saidBeside, ...writeExtensions(content, options) };
}

/** All models; of those that every API has from the start, the ones in use. */
function writeSchemas(content: RestApiContent, options: ExportOptions): Record<string, unknown> {
  const prefix = referencePrefixOf(options);
  const used = usedModels(content);
  return Object.fromEntries(
    content.models
      .filter(({ name = "" }) => used.has(name) || (name !== "Empty" && name !== "Error"))
      .map((model) => [model.name ?? "", writeSchema(model, prefix)]),
  );
}

function usedModels(content: RestApiContent): Set<string> {
  const used = new Set<string>();
  for (const { resourceMethods = {} } of content.resources) {
    for (const { requestModels = {}, methodResponses = {} } of Object.values(resourceMethods)) {
      for (const name of Object.values(requestModels)) used.add(name);
      for (const { responseModels = {} } of Object.values(methodResponses)) {
        for (const name of Object.values(responseModels)) used.add(name);
      }
    }
  }
  for (const { schema = "" } of content.models) {
    for (const [, name = ""] of schema.matchAll(/restapis\/[^/"]+\/models\/([^/"]+)"/g)) {
      used.add(name);
    }
  }
  return used;
}

function referencePrefixOf({ version }: ExportOptions): string {
  return version === 2 ? "#/definitions/" : "#/components/schemas/";
}

function writePaths(
  content: RestApiContent,
  options: ExportOptions,
  texts: DocumentationTexts,
): Record<string, object> {
  const shared = {
    ...options,
    texts,
    referencePrefix: referencePrefixOf(options),
    validatorNames: namesById(content.requestValidators),
    authorizerNames: namesById(content.authorizers),
  };
  const paths: [string, object][] = [];
  const parents = new Set(content.resources.map((resource) => resource.parentId));
  for (const resource of content.resources) {
    const { id = "", path = "", resourceMethods: methods = {} } = resource;
    // A resource that is only on the way to others is made again by their paths.
    if (Object.keys(methods).length === 0 && (parents.has(id) || path === "/")) continue;
    const target: OperationTarget = { ...shared, resourceId: id, path };
    const operations: [string, unknown][] = Object.entries(
      texts.at({ type: "RESOURCE", path }, ["summary", "description"]),
    );
    for (const [key, httpMethod] of Object.entries(OPERATION_KEYS)) {
      const method = methods[httpMethod];
      if (method !== undefined) operations.push([key, writeOperation(method, target)]);
    }
    paths.push([path, Object.fromEntries(operations)]);
  }
  return Object.fromEntries(paths.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function namesById(
  parts: readonly { id?: string | undefined; name?: string | undefined }[],
): Map<string, string> {
  return new Map(parts.map((part) => [part.id ?? "", part.name ?? part.id ?? ""]));
}

function writeExtensions(content: RestApiContent, options: ExportOptions): object {
  const { restApi, requestValidators, gatewayResponses } = content;
  const { documentation } = options;
  const written: Record<string, unknown> = {};
  if (options.withExtensions) {
    if (restApi.policy !== undefined) written[`${PREFIX}policy`] = JSON.parse(restApi.policy);
    if (restApi.apiKeySource === "AUTHORIZER") written[`${PREFIX}api-key-source`] = "AUTHORIZER";
    if (restApi.minimumCompressionSize !== undefined) {
      written[`${PREFIX}minimum-compression-size`] = restApi.minimumCompressionSize;
    }
    if (restApi.binaryMediaTypes !== undefined) {
      written[`${PREFIX}binary-media-types`] = restApi.binaryMediaTypes;
    }
    const endpoint = {
      ...(restApi.disableExecuteApiEndpoint === true && { disableExecuteApiEndpoint: true }),
      ...(restApi.endpointConfiguration?.vpcEndpointIds !== undefined && {
        vpcEndpointIds: restApi.endpointConfiguration.vpcEndpointIds,
      }),
    };
    if (Object.keys(endpoint).length > 0) written[`${PREFIX}endpoint-configuration`] = endpoint;
    if (requestValidators.length > 0) {
      written[`${PREFIX}request-validators`] = Object.fromEntries(
        requestValidators.map(
          ({ id, name = id ?? "", validateRequestBody, validateRequestParameters }) => [
            name,
            { validateRequestParameters, validateRequestBody },
          ],
        ),
      );
    }
    if (gatewayResponses.length > 0) {
      written[`${PREFIX}gateway-responses`] = Object.fromEntries(
        gatewayResponses.map((response) => [response.responseType, writeGatewayResponse(response)]),
      );
    }
  }
  if (documentation !== undefined) {
    written[DOCUMENTATION_KEY] = {
      version: documentation.version,
      documentationParts: documentation.parts.map(({ location, properties }) => ({
        location,
        properties: JSON.parse(properties ?? "{}"),
      })),
    };
  }
  return written;
}

function writeGatewayResponse(response: GatewayResponse): object {
  const { statusCode, responseParameters = {}, responseTemplates = {} } = response;
  return {
    ...(statusCode !== undefined && { statusCode }),
    ...(Object.keys(responseParameters).length > 0 && { responseParameters }),
    responseTemplates,
  };
}

/** How AWS writes the version of an API that has none: when it was made. */
function isoSecond(date: Date | undefined): string {
  return (date ?? new Date(0)).toISOString().replace(/\.\d{3}Z$/, "Z");
}
