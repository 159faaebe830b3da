// What is kept of a GET to a REST API that was answered through a VPC link, for tests of planners and composers.
import type {
  RestApiContentSnapshot,
  RestApiStageSnapshot,
  RestIntegrationSnapshot,
  RestMethodSnapshot,
} from "../../store/snapshots.ts";
import { ANSWERED } from "../integrations/kept-request-fixture.ts";
import type { KeptRestApiRequest } from "./kept-rest-api-request.ts";
import type { LiveMethod, LiveRestIntegration } from "./live-method.ts";

const INTEGRATION: RestIntegrationSnapshot = {
  type: "HTTP",
  httpMethod: "GET",
  uri: "https://shop.example.com/pets",
  connectionType: "VPC_LINK",
  connectionId: "link01",
  integrationTarget: "",
  credentials: "",
  timeoutMs: 29_000,
  insecureSkipVerification: false,
  passthroughBehavior: "WHEN_NO_MATCH",
  contentHandling: null,
  streams: false,
  requestParameters: {},
  requestTemplates: {},
  responses: [],
  cacheNamespace: "",
  cacheKeyParameters: [],
};

export function restMethod(httpMethod: string, resourcePath: string): RestMethodSnapshot {
  return {
    resourceId: "r1",
    resourcePath,
    httpMethod,
    authorizationType: "NONE",
    authorizerId: "",
    authorizationScopes: [],
    apiKeyRequired: false,
    operationName: "",
    requestParameters: {},
    requestModels: {},
    validatesBody: false,
    validatesParameters: false,
    methodResponses: {},
    integration: INTEGRATION,
    settings: {
      metricsEnabled: false,
      loggingLevel: "OFF",
      dataTraceEnabled: false,
      throttle: null,
      cachingEnabled: false,
      cacheTtlSeconds: 300,
      requireAuthorizationForCacheControl: true,
      unauthorizedCacheControlHeaderStrategy: "FAIL_WITH_403",
    },
  };
}

export const METHOD = restMethod("GET", "/pets");

export const LIVE_INTEGRATION: LiveRestIntegration = {
  snapshot: INTEGRATION,
  timeoutMs: 29_000,
  failure: null,
  uri: {
    tls: true,
    host: "shop.example.com",
    port: 443,
    hostField: "shop.example.com",
    path: ["/pets"],
    query: [""],
  },
  uriText: INTEGRATION.uri,
  endpoint: null,
  awsCall: null,
  requestMapping: null,
  requestTemplates: new Map(),
  responses: [],
};

export const LIVE: LiveMethod = {
  snapshot: METHOD,
  throttle: null,
  required: null,
  validators: null,
  integration: LIVE_INTEGRATION,
};

export const CONTENT: RestApiContentSnapshot = {
  deploymentId: "d1",
  apiName: "pets",
  disableExecuteApiEndpoint: false,
  apiKeySource: "HEADER",
  binaryMediaTypes: [],
  minimumCompressionBytes: null,
  endpointType: "REGIONAL",
  policy: "",
  methods: [METHOD],
  models: {},
  gatewayResponses: {},
  authorizers: {},
};

export const STAGE: RestApiStageSnapshot = {
  account: "000000000000",
  region: "us-east-1",
  apiId: ANSWERED.apiId,
  stageName: "prod",
  endpointHost: ANSWERED.host,
  stageVariables: {},
  content: CONTENT,
  canary: null,
  cacheEnabled: false,
  cacheSize: "0.5",
  tracingEnabled: false,
  clientCertificate: null,
  accessLog: null,
};

export const KEPT: KeptRestApiRequest = {
  ...ANSWERED,
  stageNames: ["prod"],
  invokeTarget: "/prod/pets?token=secret",
  routePath: "/pets",
  usedMethod: "GET",
  stage: STAGE,
  content: CONTENT,
  stageVariables: {},
  isCanary: false,
  live: LIVE,
  refusal: null,
  phase: "answering",
  apiKeyId: "",
  hasApiKey: false,
  cacheResult: "",
  validationError: "",
  backendTarget: "/pets?token=secret",
  overrides: null,
};
