// The URI by which API Gateway calls a Lambda function, and the function's ARN in it.
// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html

const LAMBDA_URI =
  /^arn:[^:]+:apigateway:[^:]*:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/;

/** The ARN of the function; undefined when the URI is no function's. */
export function functionOfUri(uri: string): string | undefined {
  return LAMBDA_URI.exec(uri)?.[1];
}

export function uriOfFunction(functionArn: string, region: string): string {
  const partition = functionArn.split(":")[1] ?? "aws";
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
