// The SDK's clients for one account and region, or for one endpoint that speaks AWS's APIs. Credentials come from the
// SDK's default chain (environment, profiles, IAM Identity Center, web identity, instance roles) unless given; a
// Postern takes any, so it gets some where there are none. Retries slow down when AWS says that it is too much.
// https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
import { ACMClient } from "@aws-sdk/client-acm";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { STSClient } from "@aws-sdk/client-sts";
import { askAbout, type PosternAbout } from "./ask-postern.ts";

/** How to reach an account. */
export interface AwsAccess {
  /** Null: AWS itself. */
  readonly endpoint: string | null;
  /** Null: as the environment or the profile says. */
  readonly region: string | null;
  /** Of the shared configuration files; null: as the environment says. */
  readonly profile: string | null;
  /** Null: the default chain. */
  readonly credentials: AwsCredentials | null;
}

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AwsClients {
  readonly acm: ACMClient;
  readonly apigateway: APIGatewayClient;
  readonly apigatewayv2: ApiGatewayV2Client;
  readonly cloudwatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly elbv2: ElasticLoadBalancingV2Client;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  readonly region: string;
  readonly endpoint: string | null;
  /** Null when it is no Postern that answers. */
  readonly postern: PosternAbout | null;
  close(): void;
}

const ATTEMPTS_MAX = 8;
const CONNECTION_TIMEOUT_MS = 10_000;
/** API Gateway ends its own calls after 29 seconds. */
const REQUEST_TIMEOUT_MS = 30_000;
/** It is asked first: where nobody answers, that shall soon be known. */
const FIRST_ATTEMPTS_MAX = 3;
const ANY_CREDENTIALS: AwsCredentials = { accessKeyId: "postern", secretAccessKey: "postern" };

/** Makes the clients. Rejects with a message for people when no region is known. */
export async function createAwsClients(access: AwsAccess): Promise<AwsClients> {
  const { endpoint, profile } = access;
  const postern = endpoint === null ? null : await askAbout(endpoint);
  const region = access.region ?? (hasOwnRegion(profile) ? null : (postern?.region ?? null));
  const credentials =
    access.credentials ??
    (postern !== null && !hasOwnCredentials(profile) ? ANY_CREDENTIALS : null);
  const config = {
    retryMode: "adaptive",
    maxAttempts: ATTEMPTS_MAX,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...(endpoint !== null && { endpoint }),
    ...(profile !== null && { profile }),
    ...(region !== null && { region }),
    ...(credentials !== null && { credentials: { ...credentials } }),
  };
  const sts = new STSClient({ ...config, maxAttempts: FIRST_ATTEMPTS_MAX });
  const known = { ...config, region: await regionOf(sts) };
  const clients = {
    acm: new ACMClient(known),
    apigateway: new APIGatewayClient(known),
    apigatewayv2: new ApiGatewayV2Client(known),
    cloudwatch: new CloudWatchClient(known),
    ec2: new EC2Client(known),
    elbv2: new ElasticLoadBalancingV2Client(known),
    logs: new CloudWatchLogsClient(known),
    sts,
  };
  return {
    ...clients,
    region: known.region,
    endpoint,
    postern,
    close() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

function hasOwnRegion(profile: string | null): boolean {
  const { AWS_REGION, AWS_PROFILE } = process.env;
  return profile !== null || [AWS_REGION, AWS_PROFILE].some((value) => (value ?? "") !== "");
}

function hasOwnCredentials(profile: string | null): boolean {
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  return profile !== null || [AWS_ACCESS_KEY_ID, AWS_PROFILE].some((value) => (value ?? "") !== "");
}

async function regionOf(client: STSClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (cause) {
    client.destroy();
    throw new Error("Cannot read the account: no region is set; give --region or set AWS_REGION", {
      cause,
    });
  }
}
