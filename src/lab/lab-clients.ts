// The AWS clients that a lab stack is built with: the SDK's own, pointed at a Postern. A scenario has an account of its
// own (the access key id names it), so that what one builds is not seen by another.
import { ACMClient } from "@aws-sdk/client-acm";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";

export const LAB_REGION = "us-east-1";

export interface LabPlace {
  readonly endpointUrl: string;
  /** 12 digits. */
  readonly account: string;
}

export interface LabClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

export interface LabClients {
  readonly acm: ACMClient;
  readonly ec2: EC2Client;
  readonly elb: ElasticLoadBalancingV2Client;
  /** HTTP APIs and VPC links of the second kind. */
  readonly http: ApiGatewayV2Client;
  /** REST APIs and VPC links of the first kind. */
  readonly rest: APIGatewayClient;
  destroy(): void;
}

export function labClientConfig({ endpointUrl, account }: LabPlace): LabClientConfig {
  return {
    endpoint: endpointUrl,
    region: LAB_REGION,
    credentials: { accessKeyId: account, secretAccessKey: "lab" },
    maxAttempts: 1,
  };
}

export function createLabClients(place: LabPlace): LabClients {
  const config = labClientConfig(place);
  const clients = {
    acm: new ACMClient(config),
    ec2: new EC2Client(config),
    elb: new ElasticLoadBalancingV2Client(config),
    http: new ApiGatewayV2Client(config),
    rest: new APIGatewayClient(config),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}
