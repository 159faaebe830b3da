// A route of an HTTP API that has no target, or whose target is not there, and a method of a REST API without
// integration: the request is matched and then there is nobody to give it to.
import { fragmentValue } from "../fragment-value.ts";
import { methodResource, routeResource } from "../content-resources.ts";
import { deployCommands } from "../deploy-commands.ts";
import type { HttpApiItem, RestApiItem } from "../inventory.ts";
import { manualFix } from "../manual-fix.ts";
import { whyContentUnknown } from "../missing-reference.ts";
import type { DoctorRule, Fix, RuleContext, StageToDeploy } from "../rule.ts";
import {
  httpStageContents,
  httpStageToDeploy,
  restStageContents,
  restStageToDeploy,
  type HttpStageContent,
  type RestStageContent,
} from "../stage-contents.ts";
import { isUnresolved, readable } from "../unresolved.ts";

type Route = HttpStageContent["content"]["routes"][number];

export const routeWithoutIntegration: DoctorRule = {
  code: "PST404",
  name: "route-without-integration",
  severity: "error",
  summary: "A route or method has no integration, or one that is not there",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html",
  inputs: ["httpApis", "restApis"],
  evidence: [],
  examine(context) {
    for (const content of httpStageContents(context.inventory, context.view)) {
      for (const route of content.content.routes) examineRoute(context, content, route);
    }
    for (const content of restStageContents(context.inventory, context.view)) {
      examineMethods(context, content);
    }
  },
};

function examineRoute(context: RuleContext, place: HttpStageContent, route: Route): void {
  const { item, stage, content } = place;
  const { RouteKey = "", Target = "" } = route;
  // The gateway answers preflight requests itself where the API has CORS settings.
  if (RouteKey.startsWith("OPTIONS ") && item.api.CorsConfiguration !== undefined) return;
  const resource = routeResource(item, route);
  if (isUnresolved(Target)) {
    if (content.integrations.some(({ IntegrationId }) => isUnresolved(IntegrationId))) return;
    context.undecided(resource, `Its target is not known before deployment: ${readable(Target)}`);
    return;
  }
  const unknown = whyContentUnknown(context.inventory, item.api.ApiId ?? "");
  if (unknown !== null && context.view === "configured") {
    context.undecided(resource, unknown);
    return;
  }
  const id = Target.startsWith("integrations/") ? Target.slice("integrations/".length) : Target;
  if (id !== "" && content.integrations.some(({ IntegrationId }) => IntegrationId === id)) return;
  const isAutomatic = stage.stage.AutoDeploy === true;
  const deploys = isAutomatic ? [] : [httpStageToDeploy(item, stage)];
  context.report({
    resource,
    title:
      id === ""
        ? `Route ${RouteKey} of HTTP API ${item.api.Name ?? ""} has no integration`
        : `Route ${RouteKey} of HTTP API ${item.api.Name ?? ""} leads to integration ${id}, which is not there`,
    seen: {
      target: id === "" ? "none" : Target,
      "integrations of the API": content.integrations.map(
        ({ IntegrationId = "" }) => IntegrationId,
      ),
    },
    why:
      "The request matches the route, so no other route is tried, and there is no integration to send it to: the " +
      "gateway answers itself and no backend sees the request.",
    fixes: [routeFix(item, route, deploys)],
  });
}

/** With one integration there is no doubt which is meant; it is made only when asked for all the same. */
function routeFix(item: HttpApiItem, route: Route, deploys: readonly StageToDeploy[]): Fix {
  const { ApiId = "" } = item.api;
  const { RouteId = "", RouteKey = "", Target = "" } = route;
  const [only, ...others] = item.integrations;
  const known = others.length === 0 ? (only?.IntegrationId ?? "") : "";
  const target = `integrations/${known === "" ? "INTEGRATION-ID" : known}`;
  const shown = fragmentValue(known, "id of the integration");
  const identity = { ApiId, RouteId };
  const canBeMade = known !== "" && item.routes.some((one) => one.RouteId === RouteId);
  return {
    title: `Attach an integration to ${RouteKey}`,
    cli: [
      `aws apigatewayv2 update-route --api-id ${ApiId} --route-id ${RouteId} --target ${target}`,
      ...deployCommands(deploys),
    ],
    console: [
      `API Gateway → APIs → the API → Routes → ${RouteKey} → Attach integration`,
      "Choose the integration → Attach; Deploy, where automatic deployment is off",
    ],
    cloudFormation: `# on the AWS::ApiGatewayV2::Route\nTarget: integrations/${shown}`,
    terraform: `# on the aws_apigatewayv2_route\ntarget = "integrations/${shown}"`,
    calls: canBeMade
      ? [
          {
            service: "apigatewayv2",
            operation: "UpdateRoute",
            input: { ...identity, Target: target },
            undo:
              Target === "" ? null : { operation: "UpdateRoute", input: { ...identity, Target } },
          },
        ]
      : [],
    deploys,
    onlyWhenAsked: true,
  };
}

function examineMethods(context: RuleContext, { item, stage, content }: RestStageContent): void {
  for (const resource of content.resources) {
    for (const [httpMethod, method] of Object.entries(resource.resourceMethods ?? {})) {
      if (method.methodIntegration !== undefined) continue;
      const path = resource.path ?? "";
      const resourceId = resource.id ?? "";
      context.report({
        resource: methodResource(item, { resourceId, httpMethod, path }),
        title: `Method ${httpMethod} ${path} of REST API ${item.restApi.name ?? ""} has no integration`,
        seen: { method: `${httpMethod} ${path}`, integration: "none" },
        why:
          "A method says what clients may send, its integration where that goes. AWS refuses to deploy an API in which " +
          'one is missing ("No integration defined for method"), so other changes of the API wait for it too.',
        fixes: [methodFix(item, { resourceId, httpMethod, path }, restStageToDeploy(item, stage))],
      });
    }
  }
}

function methodFix(
  item: RestApiItem,
  method: { readonly resourceId: string; readonly httpMethod: string; readonly path: string },
  stage: StageToDeploy,
): Fix {
  const { resourceId, httpMethod, path } = method;
  return {
    ...manualFix({
      title: `Give ${httpMethod} ${path} an integration, or take the method away`,
      cli: [
        `aws apigateway put-integration --rest-api-id ${item.restApi.id ?? ""} --resource-id ${resourceId} --http-method ${httpMethod} --type HTTP_PROXY --integration-http-method ${httpMethod} --connection-type VPC_LINK --connection-id VPC-LINK-ID --uri https://NAME-ON-THE-CERTIFICATE${path}`,
        ...deployCommands([stage]),
      ],
      console: [
        `API Gateway → APIs → the API → Resources → ${httpMethod} ${path} → Integration request → Edit`,
        "Choose the type and where it leads → Save; Deploy API → the stage",
      ],
      cloudFormation:
        "# on the AWS::ApiGateway::Method\nIntegration:\n  Type: HTTP_PROXY\n" +
        `  IntegrationHttpMethod: ${httpMethod}\n` +
        `  ConnectionType: VPC_LINK\n  ConnectionId: <id of the VPC link>\n  Uri: https://<name on the certificate>${path}`,
      terraform:
        `resource "aws_api_gateway_integration" "new" {\n  rest_api_id             = "${item.restApi.id ?? ""}"\n  resource_id             = "${resourceId}"\n` +
        `  http_method             = "${httpMethod}"\n  type                    = "HTTP_PROXY"\n  integration_http_method = "${httpMethod}"\n` +
        `  connection_type         = "VPC_LINK"\n  connection_id           = "<id of the VPC link>"\n  uri                     = "https://<name on the certificate>${path}"\n}`,
    }),
    deploys: [stage],
  };
}
