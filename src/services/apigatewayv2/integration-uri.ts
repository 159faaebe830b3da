// The URIs that an integration may have: a URL, a Lambda function, or what a VPC link leads to.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html

/** .../listener/app|net/NAME/LOAD-BALANCER-ID/LISTENER-ID */
const LISTENER_ARN =
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(?:app|net)\/[^/\s]+\/[0-9a-f]+\/[0-9a-f]+$/;

/** Query parameters are passed to DiscoverInstances. */
const CLOUD_MAP_ARN =
  /^arn:aws[a-z-]*:servicediscovery:[a-z0-9-]+:\d{12}:service\/srv-[a-z0-9]+(?:\?\S*)?$/;

const LAMBDA_ARN = /^arn:aws[a-z-]*:(?:lambda|apigateway):\S+$/;

// A host or its beginning may come from a stage variable; {name} stands for a path variable of the route.
const URL_WITH_VARIABLES = /^https?:\/\/(?:\$\{stageVariables\.\w+\}|[^\s/?#{}$])[^\s]*$/i;

export function isListenerArn(uri: string): boolean {
  return LISTENER_ARN.test(uri);
}

export function isCloudMapArn(uri: string): boolean {
  return CLOUD_MAP_ARN.test(uri);
}

export function isLambdaArn(uri: string): boolean {
  return LAMBDA_ARN.test(uri);
}

/** A fully qualified http or https URL, {variables} and ${stageVariables.x} included. */
export function isHttpUrl(uri: string): boolean {
  // Visible ASCII alone: what is accepted here goes into the head of a request as it is.
  if (!/^[\u0021-\u007e]+$/.test(uri) || !URL_WITH_VARIABLES.test(uri)) return false;
  const plain = uri.replaceAll(/\$\{stageVariables\.\w+\}/g, "v").replaceAll(/\{[^{}]*\}/g, "v");
  return !/[{}]/.test(plain) && URL.canParse(plain.replace(/:v(?=[/?#]|$)/, ":80"));
}
