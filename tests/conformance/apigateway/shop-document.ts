// A document for tests: a shop's API in OpenAPI 2 or 3, with one of everything that API Gateway has a place for.

const SCHEMA_PREFIX = { 2: "#/definitions/", 3: "#/components/schemas/" } as const;

/** The document; both versions say the same. */
export function shopDocument(version: 2 | 3): object {
  const schemas = {
    Item: {
      type: "object",
      description: "What is sold",
      required: ["name"],
      properties: { name: { type: "string" }, price: { type: "number" } },
    },
    Items: { type: "array", items: { $ref: `${SCHEMA_PREFIX[version]}Item` } },
  };
  const schemes = {
    tokens: {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "custom",
      "x-amazon-apigateway-authorizer": {
        type: "token",
        authorizerUri:
          "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/" +
          "arn:aws:lambda:eu-central-1:123456789012:function:auth/invocations",
        identityValidationExpression: "^Bearer .+$",
        authorizerResultTtlInSeconds: 60,
      },
    },
    pool: {
      type: "apiKey",
      name: "Authorization",
      in: "header",
      "x-amazon-apigateway-authtype": "cognito_user_pools",
      "x-amazon-apigateway-authorizer": {
        type: "cognito_user_pools",
        providerARNs: ["arn:aws:cognito-idp:eu-central-1:123456789012:userpool/eu-central-1_x"],
      },
    },
    api_key: { type: "apiKey", name: "x-api-key", in: "header" },
  };
  const shared = {
    info: { title: "shop", version: "1.2", description: "Sells things" },
    paths: {
      "/": { get: mockOperation() },
      "/items": { get: listItems(version), post: createItem(version) },
      "/items/{itemId}": {
        parameters: [parameter(version, "itemId", "path", true)],
        get: {
          ...proxyOperation("https://backend.example/items/{itemId}"),
          security: [{ tokens: [] }],
        },
      },
      "/items/{itemId}/notes": {},
      "/{proxy+}": {
        "x-amazon-apigateway-any-method": {
          parameters: [parameter(version, "proxy", "path", true)],
          ...proxyOperation("https://backend.example/{proxy}"),
        },
      },
    },
    "x-amazon-apigateway-binary-media-types": ["image/png"],
    "x-amazon-apigateway-minimum-compression-size": 1024,
    "x-amazon-apigateway-api-key-source": "AUTHORIZER",
    "x-amazon-apigateway-request-validator": "everything",
    "x-amazon-apigateway-request-validators": {
      everything: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-gateway-responses": {
      MISSING_AUTHENTICATION_TOKEN: {
        statusCode: 404,
        responseParameters: { "gatewayresponse.header.X-Shop": "'closed'" },
        responseTemplates: { "application/json": '{"message":"nothing here"}' },
      },
    },
  };
  return version === 2
    ? { swagger: "2.0", ...shared, definitions: schemas, securityDefinitions: schemes }
    : { openapi: "3.0.1", ...shared, components: { schemas, securitySchemes: schemes } };
}

function parameter(version: 2 | 3, name: string, place: string, required: boolean): object {
  const base = { name, in: place, required };
  return version === 2 ? { ...base, type: "string" } : { ...base, schema: { type: "string" } };
}

function mockOperation(): object {
  return {
    operationId: "getRoot",
    responses: { "200": { description: "Well" } },
    security: [{ api_key: [] }],
    "x-amazon-apigateway-integration": {
      type: "mock",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
      passthroughBehavior: "never",
      responses: { default: { statusCode: 200, responseTemplates: { "text/plain": "well" } } },
    },
  };
}

function proxyOperation(uri: string): object {
  const variable = /\{(\w+)\}/.exec(uri)?.[1] ?? "";
  return {
    responses: {},
    "x-amazon-apigateway-integration": {
      type: "http_proxy",
      httpMethod: "ANY",
      uri,
      requestParameters: {
        [`integration.request.path.${variable}`]: `method.request.path.${variable}`,
      },
      cacheKeyParameters: [`method.request.path.${variable}`],
      timeoutInMillis: 5000,
    },
  };
}

function payload(version: 2 | 3, schema: object): object {
  return version === 2 ? { schema } : { content: { "application/json": { schema } } };
}

function listItems(version: 2 | 3): object {
  const header = { type: "string" };
  return {
    parameters: [
      parameter(version, "page", "query", false),
      parameter(version, "X-Shop", "header", true),
    ],
    responses: {
      "200": {
        description: "The items",
        ...payload(version, { $ref: `${SCHEMA_PREFIX[version]}Items` }),
        headers: { "X-Count": version === 2 ? header : { schema: header } },
      },
      "404": { description: "None", ...payload(version, { type: "object", title: "None" }) },
    },
    "x-amazon-apigateway-auth": { type: "AWS_IAM" },
    "x-amazon-apigateway-integration": {
      type: "http",
      httpMethod: "GET",
      uri: "https://backend.example/items",
      requestParameters: { "integration.request.querystring.p": "method.request.querystring.page" },
      responses: {
        default: {
          statusCode: "200",
          responseParameters: {
            "method.response.header.X-Count": "integration.response.header.X-Total",
          },
        },
        "4\\d{2}": {
          statusCode: "404",
          responseTemplates: { "application/json": '{"none": true}' },
          contentHandling: "CONVERT_TO_TEXT",
        },
      },
    },
  };
}

function createItem(version: 2 | 3): object {
  const schema = { $ref: `${SCHEMA_PREFIX[version]}Item` };
  const body =
    version === 2
      ? { parameters: [{ in: "body", name: "Item", required: true, schema }] }
      : { requestBody: payload(version, schema) };
  return {
    ...body,
    responses: { "201": { description: "Made" } },
    security: [{ pool: ["shop/write"] }],
    "x-amazon-apigateway-integration": {
      type: "HTTP",
      httpMethod: "POST",
      uri: "https://backend.example/items",
      tlsConfig: { insecureSkipVerification: true },
      responses: { default: { statusCode: "201" } },
    },
  };
}
