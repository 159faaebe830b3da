// A method with everything about it that is compiled once per deployment and stage: mappings, templates, models,
// patterns, and the way to its endpoint. Made when a method is first used.
import { failure, type Failure } from "../../base/failure.ts";
import type {
  RestApiStageSnapshot,
  RestIntegrationResponseSnapshot,
  RestIntegrationSnapshot,
  RestMethodSnapshot,
} from "../../store/snapshots.ts";
import { parsePublicUri, type PublicUri } from "../integrations/public-uri.ts";
import { restTimeoutMs, type RestEndpoint } from "../integrations/rest-endpoint.ts";
import { RestPrivateEndpoint } from "../integrations/rest-private-endpoint.ts";
import { RestPublicEndpoint } from "../integrations/rest-public-endpoint.ts";
import { fillRestStageVariables } from "../integrations/rest-uri.ts";
import { compileJavaPattern } from "../mapping/java-pattern.ts";
import { compileTemplate } from "../mapping/mapping-template.ts";
import { compileModel } from "../mapping/model-validation.ts";
import {
  compileRequestParameters,
  compileResponseParameters,
} from "../mapping/rest-parameter-mapping.ts";
import type { Throttle } from "../throttle-counters.ts";
import { awsCallOf, type AwsCall } from "./aws-integration-uri.ts";
import type {
  BodyValidator,
  JavaPattern,
  MappingTemplate,
  RequestParameterMapping,
  ResponseParameterMapping,
} from "./mapping-functions.ts";
import type { RestApiServices } from "./rest-api-services.ts";

/** An integration response, compiled. */
export interface LiveResponse {
  readonly snapshot: RestIntegrationResponseSnapshot;
  /** null: the default one. */
  readonly pattern: JavaPattern | null;
  readonly mapping: ResponseParameterMapping | null;
  readonly templates: ReadonlyMap<string, MappingTemplate>;
}

/** An integration, compiled for a stage. */
export interface LiveRestIntegration {
  readonly snapshot: RestIntegrationSnapshot;
  readonly timeoutMs: number;
  /** Why it can never be called; null when it can. */
  readonly failure: Failure | null;
  /** HTTP, HTTP_PROXY, and AWS ones by the endpoint that stands for AWS; null for MOCK. */
  readonly uri: PublicUri | null;
  /** As configured, stage variables filled in: for the log. */
  readonly uriText: string;
  readonly endpoint: RestEndpoint | null;
  readonly awsCall: AwsCall | null;
  readonly requestMapping: RequestParameterMapping | null;
  readonly requestTemplates: ReadonlyMap<string, MappingTemplate>;
  readonly responses: readonly LiveResponse[];
}

/** Names of required parameters, in the order in which AWS tells of missing ones. */
export interface RequiredParameters {
  readonly headers: readonly string[];
  readonly paths: readonly string[];
  readonly queries: readonly string[];
}

export interface LiveMethod {
  readonly snapshot: RestMethodSnapshot;
  readonly throttle: Throttle | null;
  /** null: nothing is required. */
  readonly required: RequiredParameters | null;
  /** Content type → validator; null: bodies are not validated. */
  readonly validators: ReadonlyMap<string, BodyValidator> | null;
  readonly integration: LiveRestIntegration | null;
}

/** What a method is compiled in. */
export interface MethodSurroundings {
  readonly stage: RestApiStageSnapshot;
  readonly models: Readonly<Record<string, string>>;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly services: RestApiServices;
}

export function compileMethod(method: RestMethodSnapshot, around: MethodSurroundings): LiveMethod {
  const { services, stage } = around;
  const { throttle } = method.settings;
  const name = `${stage.apiId}/${stage.stageName}${method.resourcePath}/${method.httpMethod}`;
  return {
    snapshot: method,
    throttle: throttle === null ? null : services.counters.throttle(name, throttle),
    required: method.validatesParameters ? requiredParameters(method) : null,
    validators: method.validatesBody ? compileValidators(method, around) : null,
    integration:
      method.integration === null ? null : compileIntegration(method.integration, around),
  };
}

function requiredParameters(method: RestMethodSnapshot): RequiredParameters | null {
  const required = Object.entries(method.requestParameters).filter(([, isRequired]) => isRequired);
  if (required.length === 0) return null;
  const named = (prefix: string) =>
    required
      .filter(([key]) => key.startsWith(prefix))
      .map(([key]) => key.slice(prefix.length))
      .toSorted();
  return {
    headers: named("method.request.header."),
    paths: named("method.request.path."),
    queries: named("method.request.querystring."),
  };
}

function compileValidators(
  method: RestMethodSnapshot,
  { models, stage, services }: MethodSurroundings,
): ReadonlyMap<string, BodyValidator> {
  return new Map(
    Object.entries(method.requestModels).map(([type, model]) => [
      type.toLowerCase(),
      compileModel(model, models, (problem) =>
        services.runtime.logger.warn("A model is not checked as a whole", {
          apiId: stage.apiId,
          model,
          problem,
        }),
      ),
    ]),
  );
}

function compileIntegration(
  snapshot: RestIntegrationSnapshot,
  around: MethodSurroundings,
): LiveRestIntegration {
  return {
    snapshot,
    timeoutMs: restTimeoutMs(snapshot.timeoutMs),
    ...compileDestination(snapshot, around),
    requestMapping: compileRequestParameters(snapshot.requestParameters),
    requestTemplates: takesTemplates(snapshot)
      ? compileTemplates(snapshot.requestTemplates)
      : NO_TEMPLATES,
    responses: snapshot.responses.map((response) => ({
      snapshot: response,
      pattern: compileSelectionPattern(response.selectionPattern, around),
      mapping: compileResponseParameters(response.responseParameters),
      templates: compileTemplates(response.responseTemplates),
    })),
  };
}

function compileSelectionPattern(
  selectionPattern: string,
  { stage, services }: MethodSurroundings,
): JavaPattern | null {
  if (selectionPattern === "") return null;
  const pattern = compileJavaPattern(selectionPattern);
  if (pattern.problem !== "") {
    services.runtime.logger.warn("A selection pattern matches nothing", {
      apiId: stage.apiId,
      selectionPattern,
      problem: pattern.problem,
    });
  }
  return pattern;
}

const NO_TEMPLATES: ReadonlyMap<string, MappingTemplate> = new Map();

/** Proxy integrations have none, but for private ones of the second kind, where one may override the path. */
function takesTemplates(snapshot: RestIntegrationSnapshot): boolean {
  if (snapshot.type === "AWS_PROXY") return false;
  return snapshot.type !== "HTTP_PROXY" || snapshot.integrationTarget !== "";
}

function compileTemplates(
  templates: Readonly<Record<string, string>>,
): ReadonlyMap<string, MappingTemplate> {
  return new Map(
    Object.entries(templates).map(([type, text]) => [type.toLowerCase(), compileTemplate(text)]),
  );
}

type Destination = Pick<
  LiveRestIntegration,
  "failure" | "uri" | "uriText" | "endpoint" | "awsCall"
>;

const NOWHERE: Destination = {
  failure: null,
  uri: null,
  uriText: "",
  endpoint: null,
  awsCall: null,
};

function unusable(uriText: string, detail: string): Destination {
  return { ...NOWHERE, uriText, failure: failure("integration-misconfigured", detail) };
}

function compileDestination(
  snapshot: RestIntegrationSnapshot,
  around: MethodSurroundings,
): Destination {
  if (snapshot.type === "MOCK") return NOWHERE;
  const uriText = fillRestStageVariables(snapshot.uri, around.stageVariables);
  // [I] AWS's words for a stage variable that is not set are not known.
  if (uriText === null) return unusable(snapshot.uri, "Invalid endpoint address");
  if (snapshot.type === "AWS" || snapshot.type === "AWS_PROXY") {
    return awsDestination(snapshot, uriText, around);
  }
  const uri = parsePublicUri(uriText);
  if (uri === null) return unusable(uriText, "Invalid endpoint address");
  return { ...NOWHERE, uri, uriText, endpoint: endpointOf(snapshot, uri, around) };
}

function endpointOf(
  snapshot: RestIntegrationSnapshot,
  uri: PublicUri,
  around: MethodSurroundings,
): RestEndpoint {
  const { services, stage } = around;
  const place = {
    tls: uri.tls,
    host: uri.host,
    port: uri.port,
    skipIssuer: snapshot.insecureSkipVerification,
    clientCertificate: stage.clientCertificate,
    connectTimeoutMs: Math.min(services.connectTimeoutMs, restTimeoutMs(snapshot.timeoutMs)),
  };
  if (snapshot.connectionType !== "VPC_LINK") return new RestPublicEndpoint(services, place);
  return new RestPrivateEndpoint(services, {
    ...place,
    vpcLinkId: fillRestStageVariables(snapshot.connectionId, around.stageVariables) ?? "",
    integrationTarget: snapshot.integrationTarget,
    stageName: stage.stageName,
  });
}

function awsDestination(
  snapshot: RestIntegrationSnapshot,
  uriText: string,
  around: MethodSurroundings,
): Destination {
  const { services } = around;
  const awsCall = awsCallOf(uriText);
  if (awsCall === null) return unusable(uriText, "Invalid ARN specified in the request");
  const isLambda = awsCall.functionArn !== "";
  const uri = isLambda ? (services.lambdaEndpoint ?? services.awsEndpoint) : services.awsEndpoint;
  if (uri === null) {
    const flag = isLambda ? "--lambda-endpoint" : "--aws-endpoint";
    const detail = `Postern needs ${flag} to call ${awsCall.service}`;
    services.runtime.logger.warn("Cannot call an integration", { uri: uriText, reason: detail });
    return { ...unusable(uriText, detail), failure: failure("not-supported", detail) };
  }
  const place = {
    tls: uri.tls,
    host: uri.host,
    port: uri.port,
    skipIssuer: false,
    clientCertificate: null,
    connectTimeoutMs: Math.min(services.connectTimeoutMs, restTimeoutMs(snapshot.timeoutMs)),
  };
  return { ...NOWHERE, uri, uriText, awsCall, endpoint: new RestPublicEndpoint(services, place) };
}
