// What the selects of integrations offer, in the words of AWS's console.
import type { SelectProps } from "@cloudscape-design/components/select";
import { loadBalancing } from "../../commons/aws-clients.ts";
import { everyPage } from "../../commons/every-page.ts";
import { listVpcLinks } from "../vpc-links/vpc-links.ts";

export const HTTP_METHODS = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

export const CONTENT_HANDLINGS = [
  { value: "", label: "Passthrough" },
  { value: "CONVERT_TO_BINARY", label: "Convert to binary" },
  { value: "CONVERT_TO_TEXT", label: "Convert to text" },
];

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
export const PASSTHROUGH_BEHAVIORS = [
  {
    value: "WHEN_NO_MATCH",
    label: "When no template matches the request content-type header",
  },
  { value: "WHEN_NO_TEMPLATES", label: "When there are no templates defined (recommended)" },
  { value: "NEVER", label: "Never" },
];

/** The entry for a link that the stage's variables name. */
export const STAGE_VARIABLE_LINK = "[Use stage variables]";

export interface LinkOption {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly version: 1 | 2;
}

export async function linkOptions(): Promise<LinkOption[]> {
  return (await listVpcLinks()).map(({ id, name, version, status }) => ({
    value: id,
    label: `${name} (${id})`,
    description: `${version === 2 ? "V2" : "V1, for REST APIs"} · ${status.toLowerCase()}`,
    version,
  }));
}

/** Application and Network Load Balancers, by which a link of version 2 leaves. */
export async function balancerOptions(): Promise<SelectProps.Option[]> {
  const client = await loadBalancing();
  const found = await everyPage(async (Marker) => {
    const answer = await client.describeLoadBalancers({ PageSize: 400, Marker });
    return { items: answer.LoadBalancers, next: answer.NextMarker };
  });
  return found
    .filter(({ Type }) => Type === "application" || Type === "network")
    .map(({ LoadBalancerArn = "", LoadBalancerName = "", Type, DNSName = "" }) => ({
      value: LoadBalancerArn,
      label: LoadBalancerName,
      description: `${Type ?? ""} · ${DNSName}`,
    }));
}
