// The routes in an export of an HTTP API. The reader of imports knows everything but authorizers, which Postern's
// APIs do not have and AWS's do; here it only matters whether a route asks for one, and of which kind.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-export.html
import type { Route } from "@aws-sdk/client-apigatewayv2";
import { ImportReport } from "../../services/openapi/import-report.ts";
import { isObject, listOf, objectOf, textOf } from "../../services/openapi/json-value.ts";
import { readDocument, type OpenApiDocument } from "../../services/openapi/openapi-document.ts";
import { OPERATION_KEYS } from "../../services/openapi/openapi-document.ts";
import { DEFAULT_ROUTE_PATH, readHttpApi } from "../../services/openapi/read-http-api.ts";
import type { DeployedRoute } from "./deployed-http-api.ts";

type AuthorizationType = NonNullable<Route["AuthorizationType"]>;

/** Throws when the bytes are no OpenAPI document. */
export async function readExportedHttpApi(bytes: Uint8Array | undefined): Promise<DeployedRoute[]> {
  const document = await readDocument(bytes ?? new Uint8Array());
  if (document === undefined) throw new Error("Cannot read the export: it is no OpenAPI document");
  const authorizationTypes = readAuthorizationTypes(document);
  // What the report says is about importing, which nobody does.
  const { routes } = readHttpApi(document, "ignore", new ImportReport());
  return routes.map(({ route, integration }) => ({
    routeKey: route.RouteKey ?? "",
    operationName: route.OperationName,
    authorizationType: authorizationTypes.get(route.RouteKey ?? "") ?? "NONE",
    integration,
  }));
}

/** By route key. */
function readAuthorizationTypes(document: OpenApiDocument): Map<string, AuthorizationType> {
  const types = new Map<string, AuthorizationType>();
  for (const [path, entry] of Object.entries(document.paths)) {
    const pathItem = document.resolve(entry);
    for (const [key, method] of Object.entries(OPERATION_KEYS)) {
      const operation = pathItem[key];
      if (!isObject(operation)) continue;
      const isDefault = path === DEFAULT_ROUTE_PATH || operation["isDefaultRoute"] === true;
      const type = authorizationTypeOf(document, operation);
      if (type !== "NONE") types.set(isDefault ? "$default" : `${method} ${path}`, type);
    }
  }
  return types;
}

function authorizationTypeOf(
  document: OpenApiDocument,
  operation: Readonly<Record<string, unknown>>,
): AuthorizationType {
  const auth = textOf(objectOf(operation["x-amazon-apigateway-auth"])["type"]);
  if (auth?.toUpperCase() === "AWS_IAM") return "AWS_IAM";
  const requirements = listOf(operation["security"] ?? document.root["security"]);
  const [name] = requirements.flatMap((requirement) => Object.keys(objectOf(requirement)));
  if (name === undefined) return "NONE";
  const scheme = objectOf(document.securitySchemes[name]);
  const authorizer = objectOf(scheme["x-amazon-apigateway-authorizer"]);
  return textOf(authorizer["type"])?.toLowerCase() === "request" ? "CUSTOM" : "JWT";
}
