// AWS SDK clients against the edge port that served the page. Each client is loaded when a page first needs it.
import { currentPlace } from "./place.ts";

async function configuration() {
  const { region, account } = await currentPlace();
  return {
    region,
    endpoint: window.location.origin,
    // Postern reads the account from the key and verifies no signature.
    credentials: { accessKeyId: account, secretAccessKey: "console" },
    maxAttempts: 1,
  };
}

/** One client per page load. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export const apiGatewayV2 = once(async () => {
  const { ApiGatewayV2 } = await import("@aws-sdk/client-apigatewayv2");
  return new ApiGatewayV2(await configuration());
});

export const apiGateway = once(async () => {
  const { APIGateway } = await import("@aws-sdk/client-api-gateway");
  return new APIGateway(await configuration());
});

export const loadBalancing = once(async () => {
  const { ElasticLoadBalancingV2 } = await import("@aws-sdk/client-elastic-load-balancing-v2");
  return new ElasticLoadBalancingV2(await configuration());
});

export const certificateManager = once(async () => {
  const { ACM } = await import("@aws-sdk/client-acm");
  return new ACM(await configuration());
});

export const computeCloud = once(async () => {
  const { EC2 } = await import("@aws-sdk/client-ec2");
  return new EC2(await configuration());
});

export const cloudWatch = once(async () => {
  const { CloudWatch } = await import("@aws-sdk/client-cloudwatch");
  return new CloudWatch(await configuration());
});

export const cloudWatchLogs = once(async () => {
  const { CloudWatchLogs } = await import("@aws-sdk/client-cloudwatch-logs");
  return new CloudWatchLogs(await configuration());
});
