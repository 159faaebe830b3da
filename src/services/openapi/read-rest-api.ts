// A REST API out of an OpenAPI document: the whole of it, as far as API Gateway has a place for it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
import type { ApiKeySourceType, EndpointType } from "@aws-sdk/client-api-gateway";
import { pathPrefix, type BasePathMode } from "./base-path.ts";
import type { ImportReport } from "./import-report.ts";
import type {
  ImportedDocumentationPart,
  ImportedGatewayResponse,
  ImportedMethod,
  ImportedRequestValidator,
  ImportedResource,
  ImportedRestApi,
} from "./imported-rest-api.ts";
import {
  booleanOf,
  isObject,
  listOf,
  numberOf,
  objectOf,
  textListOf,
  textMapOf,
  textOf,
} from "./json-value.ts";
import { OPERATION_KEYS, type OpenApiDocument } from "./openapi-document.ts";
import { readDocumentation } from "./read-documentation.ts";
import { INTEGRATION_KEY, readIntegration } from "./read-integration.ts";
import { methodResponsesOf, requestModelsOf, requestParametersOf } from "./read-operation.ts";
import { SchemaReader } from "./read-schemas.ts";
import { apiTexts, operationTexts, resourceTexts } from "./read-texts.ts";
import { readAuthorizers, readSecurity } from "./read-security.ts";

const PREFIX = "x-amazon-apigateway-";
export const VALIDATOR_KEY = `${PREFIX}request-validator`;

export interface ReadOptions {
  /** Of the API that the document is for: references to models name it. */
  readonly restApiId: string;
  readonly basePathMode: BasePathMode;
  readonly report: ImportReport;
}

/** What the document says; what is wrong with it is in the report. */
export function readRestApi(document: OpenApiDocument, options: ReadOptions): ImportedRestApi {
  const { info, root } = document;
  const schemas = new SchemaReader(document, options.restApiId, options.report);
  const authorizers = readAuthorizers(document, options.report);
  const texts = apiTexts(document);
  const resources = readResources(document, { ...options, schemas, authorizers, texts });
  const { documentationParts, documentationVersion } = readDocumentation(document);
  const endpoint = readEndpoint(document);
  if (document.version === 3 && listOf(root["servers"]).length > 1) {
    options.report.warn(
      "More than one server provided. Ignoring all but the first for defining endpoint configuration",
    );
  }
  const sizeBytes = numberOf(root[`${PREFIX}minimum-compression-size`]);
  const binary = root[`${PREFIX}binary-media-types`];
  const policy = root[`${PREFIX}policy`];
  const keySource = textOf(root[`${PREFIX}api-key-source`])?.toUpperCase();
  return {
    name: textOf(info["title"]) ?? "",
    description: textOf(info["description"]),
    version: textOf(info["version"]),
    binaryMediaTypes: Array.isArray(binary) ? textListOf(binary) : undefined,
    minimumCompressionSize: sizeBytes,
    apiKeySource: keySource as ApiKeySourceType | undefined,
    policy: isObject(policy) ? JSON.stringify(policy) : textOf(policy),
    ...endpoint,
    models: schemas.models,
    requestValidators: readValidators(document),
    authorizers,
    gatewayResponses: readGatewayResponses(document),
    resources,
    // The extension has the last word.
    documentationParts: [...texts, ...documentationParts],
    documentationVersion,
  };
}

interface ResourceSource extends ReadOptions {
  readonly schemas: SchemaReader;
  readonly authorizers: ImportedRestApi["authorizers"];
  /** Filled on the way. */
  readonly texts: ImportedDocumentationPart[];
}

function readResources(document: OpenApiDocument, source: ResourceSource): ImportedResource[] {
  const prefix = pathPrefix(document.basePath, source.basePathMode);
  const resources: ImportedResource[] = [];
  for (const [path, entry] of Object.entries(document.paths)) {
    if (path.startsWith("x-")) continue;
    if (!path.startsWith("/")) {
      source.report.fail(`Unable to create resource at path '${path}': A path must begin with /`);
      continue;
    }
    const pathItem = document.resolve(entry);
    const full = `${prefix}${path}`.replace(/(.)\/+$/, "$1");
    const methods: ImportedMethod[] = [];
    source.texts.push(...resourceTexts(full, pathItem));
    for (const [key, httpMethod] of Object.entries(OPERATION_KEYS)) {
      const operation = pathItem[key];
      if (!isObject(operation)) continue;
      const name = `${httpMethod} ${full}`;
      const { schemas, report } = source;
      const parts = { document, schemas, report, pathItem, operation, name };
      source.texts.push(...operationTexts(parts, full, httpMethod));
      methods.push({
        httpMethod,
        operationName: textOf(operation["operationId"]),
        security: readSecurity(document, source.authorizers, operation),
        requestValidatorName: textOf(operation[VALIDATOR_KEY] ?? document.root[VALIDATOR_KEY]),
        requestParameters: requestParametersOf(parts),
        requestModels: requestModelsOf(parts),
        responses: methodResponsesOf(parts),
        integration: readIntegration(operation[INTEGRATION_KEY]),
      });
    }
    resources.push({ path: full, methods });
  }
  return resources;
}

function readEndpoint(
  document: OpenApiDocument,
): Pick<ImportedRestApi, "endpointType" | "vpcEndpointIds" | "disableExecuteApiEndpoint"> {
  const key = `${PREFIX}endpoint-configuration`;
  const servers = document.root["servers"];
  // In OpenAPI 3 the extension may stand in a server object.
  const onServer = objectOf(Array.isArray(servers) ? (servers as unknown[])[0] : undefined)[key];
  const value = { ...objectOf(onServer), ...objectOf(document.root[key]) };
  const ids = textListOf(value["vpcEndpointIds"]);
  return {
    endpointType: textListOf(value["types"])[0]?.toUpperCase() as EndpointType | undefined,
    vpcEndpointIds: ids.length > 0 ? ids : undefined,
    disableExecuteApiEndpoint: booleanOf(value["disableExecuteApiEndpoint"]),
  };
}

function readValidators(document: OpenApiDocument): ImportedRequestValidator[] {
  const validators = objectOf(document.root[`${PREFIX}request-validators`]);
  return Object.entries(validators).map(([name, value]) => ({
    name,
    validateRequestBody: booleanOf(objectOf(value)["validateRequestBody"]) ?? false,
    validateRequestParameters: booleanOf(objectOf(value)["validateRequestParameters"]) ?? false,
  }));
}

function readGatewayResponses(document: OpenApiDocument): ImportedGatewayResponse[] {
  const responses = objectOf(document.root[`${PREFIX}gateway-responses`]);
  return Object.entries(responses).map(([responseType, entry]) => {
    const value = objectOf(entry);
    const statusCode = textOf(value["statusCode"]);
    return {
      responseType,
      ...(statusCode !== undefined && { statusCode }),
      ...(isObject(value["responseParameters"]) && {
        responseParameters: textMapOf(value["responseParameters"]),
      }),
      ...(isObject(value["responseTemplates"]) && {
        responseTemplates: textMapOf(value["responseTemplates"]),
      }),
    };
  });
}
