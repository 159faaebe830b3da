// Through a VPC link a backend gets the name of the stage as the first part of the path, unless the stage is $default
// or a mapping says otherwise. Backends that know nothing of stages answer 404 for a path that looks right in the API.
import { deployCommands } from "../deploy-commands.ts";
import { manualFix } from "../manual-fix.ts";
import { integrationResource, deploysOf } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext, StageToDeploy, View } from "../rule.ts";
import { pathTemplate } from "../rest-path-template.ts";
import { alwaysQuoted } from "../shell-quoted.ts";
import { terraformText } from "../terraform-text.ts";
import { isUnresolved } from "../unresolved.ts";
import { methodOf } from "../url-fix.ts";
import type { ListenerItem } from "../inventory.ts";
import type { Way } from "../ways.ts";

const AWS_PAGE =
  "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html";
const MAPPING = "overwrite:path";

export const stageNameInBackendPath: DoctorRule = {
  code: "PST401",
  name: "stage-name-in-backend-path",
  severity: "warning",
  summary: "A private integration sends the name of the stage to the backend as part of the path",
  awsPage: AWS_PAGE,
  inputs: ["httpApis", "restApis", "vpcLinks", "restVpcLinks", "listeners"],
  evidence: [],
  examine(context) {
    const adding = context.ways.filter((way) => addsStageName(way, context.view));
    const byIntegration = Map.groupBy(adding, (way) => integrationResource(way).id);
    for (const ways of byIntegration.values()) examineIntegration(context, ways);
  },
};

function addsStageName(way: Way, view: View): boolean {
  const { api, integration, stageName } = way;
  if (!integration.isPrivate || stageName === "$default") return false;
  if (api.kind === "http") return integration.requestParameters[MAPPING] === undefined;
  return way.linkVersion === 2 && !overridesPath(way, view);
}

/** All ways of one integration: one per stage that it is reached from. */
function examineIntegration(context: RuleContext, ways: readonly Way[]): void {
  const [first] = ways;
  if (first === undefined) return;
  const resource = integrationResource(first);
  const known = ways.filter(({ stageName }) => !isUnresolved(stageName));
  if (known.length === 0) {
    context.undecided(resource, "The name of the stage is not known before deployment");
    return;
  }
  const seeing = known.filter(({ listener, stageName }) => !expectsStage(listener, stageName));
  if (seeing.length === 0) return;
  const names = [...new Set(seeing.map(({ stageName }) => stageName))];
  const path = pathOf(first);
  context.report({
    resource,
    title: `The backend of ${resource.name} gets /${names[0] ?? ""} before the path`,
    seen: {
      stages: names,
      routes: first.routeKeys,
      "a client asks for": `/${names[0] ?? ""}${samplePath(first)}`,
      "the backend is asked for": `/${names[0] ?? ""}${path}`,
    },
    why:
      "The request line that goes through the VPC link has the path with the stage in front. A backend that does not " +
      "know the stage answers 404 itself, and rules of the load balancer for the plain path do not match.",
    fixes: [first.api.kind === "http" ? httpFix(first, seeing) : restFix(first, seeing)],
  });
}

/** A rule for paths below the stage's name shows that the backend is meant to get it. */
function expectsStage(listener: Way["listener"], stageName: string): boolean {
  if (typeof listener !== "object" || listener === null) return false;
  return pathValuesOf(listener).some(
    (value) => value === `/${stageName}` || value.startsWith(`/${stageName}/`),
  );
}

function pathValuesOf({ rules }: ListenerItem): string[] {
  return rules
    .flatMap((rule) => rule.Conditions ?? [])
    .filter((condition) => condition.Field === "path-pattern")
    .flatMap((condition) => condition.PathPatternConfig?.Values ?? condition.Values ?? []);
}

/** Templates of REST APIs may set the whole path. */
function overridesPath(way: Way, view: View): boolean {
  const { api } = way;
  if (api.kind !== "rest") return false;
  const content = view === "configured" ? api.item : api.stage.deployed;
  if (content === null || content === "unreadable") return false;
  const { resourceId, httpMethod } = methodOf(way);
  const resource = content.resources.find(({ id }) => id === resourceId);
  const templates = resource?.resourceMethods?.[httpMethod]?.methodIntegration?.requestTemplates;
  return Object.values(templates ?? {}).some((text) => /requestOverride\.path\s*=/.test(text));
}

function samplePath({ routeKeys }: Way): string {
  const [key = ""] = routeKeys;
  const space = key.indexOf(" ");
  return space === -1 ? "/" : key.slice(space + 1);
}

function pathOf(way: Way): string {
  return way.api.kind === "http" ? samplePath(way) : (way.integration.url?.path ?? "/");
}

function stagesOf(ways: readonly Way[]): StageToDeploy[] {
  return ways.flatMap((way) => deploysOf(way));
}

function httpFix({ apiId, integration }: Way, ways: readonly Way[]): Fix {
  const identity = { ApiId: apiId, IntegrationId: integration.id };
  const operation = "UpdateIntegration";
  const deploys = stagesOf(ways);
  return {
    title: "Send the path without the stage: overwrite:path = $request.path",
    cli: [
      `aws apigatewayv2 update-integration --api-id ${apiId} --integration-id ${integration.id} --request-parameters '{"${MAPPING}":"$request.path"}'`,
      ...deployCommands(deploys),
    ],
    console: [
      "API Gateway → APIs → the API → Integrations → the route → Parameter mapping → Create",
      "All incoming requests: path, Overwrite, $request.path → Create",
      "Deploy → the stage, where automatic deployment is off",
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Integration\nRequestParameters:\n  ${MAPPING}: $request.path`,
    terraform: `# on the aws_apigatewayv2_integration\nrequest_parameters = {\n  "${MAPPING}" = "$request.path"\n}`,
    calls: [
      {
        service: "apigatewayv2",
        operation,
        input: { ...identity, RequestParameters: { [MAPPING]: "$request.path" } },
        undo: { operation, input: { ...identity, RequestParameters: { [MAPPING]: "" } } },
      },
    ],
    deploys,
    onlyWhenAsked: true,
  };
}

/** Not made by the doctor: a template decides about the body too, and each content type has its own. */
function restFix(way: Way, ways: readonly Way[]): Fix {
  const { resourceId, httpMethod } = methodOf(way);
  const template = pathTemplate(way) || "TEMPLATE-THAT-SETS-THE-PATH";
  const value = JSON.stringify(template);
  const path = "/requestTemplates/application~1json";
  const patch = JSON.stringify([{ op: "add", path, value: template }]);
  return {
    ...manualFix({
      title:
        "Override the path that is sent, for each content type that clients send: $context.requestOverride.path",
      cli: [
        `aws apigateway update-integration --rest-api-id ${way.apiId} --resource-id ${resourceId} --http-method ${httpMethod} --patch-operations ${alwaysQuoted(patch)}`,
        ...deployCommands(stagesOf(ways)),
      ],
      console: [
        `API Gateway → APIs → the API → Resources → ${way.routeKeys[0] ?? ""} → Integration request → Edit`,
        `Mapping templates: application/json (also for requests without a content type): ${template}`,
        "Save; Deploy API → the stage",
      ],
      cloudFormation: `# on the AWS::ApiGateway::Method\nIntegration:\n  RequestTemplates:\n    application/json: ${value}`,
      terraform: `# on the aws_api_gateway_integration\nrequest_templates = {\n  "application/json" = ${terraformText(template)}\n}`,
    }),
    deploys: stagesOf(ways),
    onlyWhenAsked: true,
  };
}
