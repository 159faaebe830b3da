// What an OpenAPI document says of a REST API, in API Gateway's terms but before anything has an id: authorizers and
// validators are named by their names. Types only.
import type {
  ApiKeySourceType,
  AuthorizerType,
  DocumentationPartLocation,
  EndpointType,
  Integration,
  MethodResponse,
} from "@aws-sdk/client-api-gateway";

export interface ImportedRestApi {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: string | undefined;
  readonly binaryMediaTypes: readonly string[] | undefined;
  readonly minimumCompressionSize: number | undefined;
  readonly apiKeySource: ApiKeySourceType | undefined;
  /** JSON. */
  readonly policy: string | undefined;
  readonly endpointType: EndpointType | undefined;
  readonly vpcEndpointIds: readonly string[] | undefined;
  readonly disableExecuteApiEndpoint: boolean | undefined;
  readonly models: readonly ImportedModel[];
  readonly requestValidators: readonly ImportedRequestValidator[];
  readonly authorizers: readonly ImportedAuthorizer[];
  readonly gatewayResponses: readonly ImportedGatewayResponse[];
  /** Each path of the document, base path included as asked. */
  readonly resources: readonly ImportedResource[];
  readonly documentationParts: readonly ImportedDocumentationPart[];
  /** Of the documentation, when the document names one. */
  readonly documentationVersion: string | undefined;
}

export interface ImportedModel {
  readonly name: string;
  readonly contentType: string;
  readonly description: string | undefined;
  /** JSON Schema as text; references to models are canonical. */
  readonly schema: string;
}

export interface ImportedRequestValidator {
  readonly name: string;
  readonly validateRequestBody: boolean;
  readonly validateRequestParameters: boolean;
}

export interface ImportedAuthorizer {
  readonly name: string;
  readonly type: AuthorizerType;
  readonly authType?: string;
  readonly providerARNs?: string[];
  readonly authorizerUri?: string;
  readonly authorizerCredentials?: string;
  readonly identitySource?: string;
  readonly identityValidationExpression?: string;
  readonly authorizerResultTtlInSeconds?: number;
}

export interface ImportedGatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string;
  readonly responseParameters?: Record<string, string>;
  readonly responseTemplates?: Record<string, string>;
}

export interface ImportedResource {
  /** "/pets/{petId}" */
  readonly path: string;
  readonly methods: readonly ImportedMethod[];
}

export interface ImportedMethod {
  readonly httpMethod: string;
  readonly operationName: string | undefined;
  readonly security: ImportedSecurity;
  readonly requestValidatorName: string | undefined;
  /** "method.request.header.Name" and whether it is required. */
  readonly requestParameters: Record<string, boolean>;
  /** Model names by content type. */
  readonly requestModels: Record<string, string>;
  readonly responses: readonly MethodResponse[];
  /** With its responses, by status code. */
  readonly integration: Integration | undefined;
}

export interface ImportedSecurity {
  readonly authorizationType: "NONE" | "AWS_IAM" | "CUSTOM" | "COGNITO_USER_POOLS";
  readonly authorizerName?: string;
  readonly authorizationScopes?: string[];
  readonly apiKeyRequired: boolean;
}

export interface ImportedDocumentationPart {
  readonly location: DocumentationPartLocation;
  /** JSON. */
  readonly properties: string;
}
