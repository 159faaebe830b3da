// Where in this console a finding's resource stands, and where what a call changes is changed by hand. Pure.
import type { AwsCall, FindingResource } from "../../../src/doctor/rule.ts";

export interface ConsolePlace {
  readonly text: string;
  readonly path: string;
}

/** The page of a resource; null where this console has none. */
export function placeOfResource({ kind, id, location }: FindingResource): string | null {
  const [apiId = "", ...rest] = id.split("/");
  switch (kind) {
    case "integration":
      return `/apis/http/${apiId}/integrations/${rest.join("/")}`;
    case "method integration":
    case "method":
      return `/apis/rest/${apiId}/resources/${rest.join("/")}`;
    case "HTTP API":
      return `/apis/http/${id}`;
    case "REST API":
      return `/apis/rest/${id}`;
    case "route":
      return `/apis/http/${apiId}/routes`;
    case "stage": {
      const type = location.address.includes("/restapis/") ? "rest" : "http";
      return stagePath(type, apiId, rest.join("/"));
    }
    case "VPC link":
      return `/vpc-links/v2/${id}`;
    default:
      return placeOfArn(kind, id);
  }
}

function placeOfArn(kind: string, arn: string): string | null {
  const folders: Readonly<Record<string, string>> = {
    "load balancer": "load-balancers",
    listener: "listeners",
    "target group": "target-groups",
    certificate: "certificates",
  };
  const folder = folders[kind];
  return folder === undefined ? null : `/${folder}/${encodeURIComponent(arn)}`;
}

/** Where somebody makes this call by clicking; null where this console has no such place. */
export function placeOfCall({ service, operation, input }: AwsCall): ConsolePlace | null {
  if (service === "apigatewayv2") return placeInHttpApi(operation, (name) => text(input[name]));
  if (service === "apigateway") return placeInRestApi(operation, (name) => text(input[name]));
  const id = (name: string) => encodeURIComponent(text(input[name]));
  switch (operation) {
    case "ModifyLoadBalancerAttributes":
      return {
        text: "Attributes of the load balancer",
        path: `/load-balancers/${id("LoadBalancerArn")}/attributes`,
      };
    case "SetSecurityGroups":
      return { text: "The load balancer", path: `/load-balancers/${id("LoadBalancerArn")}` };
    case "ModifyListener":
    case "AddListenerCertificates":
      return { text: "The listener", path: `/listeners/${id("ListenerArn")}` };
    case "ModifyTargetGroup":
      return { text: "The target group", path: `/target-groups/${id("TargetGroupArn")}` };
    default:
      return null;
  }
}

type Input = (name: string) => string;

function placeInHttpApi(operation: string, input: Input): ConsolePlace | null {
  const api = `/apis/http/${input("ApiId")}`;
  switch (operation) {
    case "UpdateIntegration":
      return {
        text: "The integration",
        path: `${api}/integrations/${input("IntegrationId")}/edit`,
      };
    case "UpdateRoute":
      return { text: "Routes of the API", path: `${api}/routes` };
    case "UpdateStage":
      return { text: "The stage", path: stagePath("http", input("ApiId"), input("StageName")) };
    case "CreateDeployment":
      return { text: "Deployments of the API", path: `${api}/deployments` };
    default:
      return null;
  }
}

function placeInRestApi(operation: string, input: Input): ConsolePlace | null {
  const api = `/apis/rest/${input("restApiId")}`;
  switch (operation) {
    case "UpdateIntegration":
      return {
        text: "The integration request",
        path: `${api}/resources/${input("resourceId")}/${input("httpMethod")}/integration-request/edit`,
      };
    case "UpdateStage":
      return { text: "The stage", path: stagePath("rest", input("restApiId"), input("stageName")) };
    case "CreateDeployment":
      return { text: "Deploy API", path: api };
    default:
      return null;
  }
}

function stagePath(type: "http" | "rest", apiId: string, stageName: string): string {
  return `/apis/${type}/${apiId}/stages/${encodeURIComponent(stageName)}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
