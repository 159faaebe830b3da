// The URI of AWS and AWS_PROXY integrations, arn:aws:apigateway:{region}:[{subdomain}.]{service}:path|action/…,
// read into the call it stands for. Pure.
// https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri

/** One call of an AWS service. */
export interface AwsCall {
  readonly region: string;
  readonly service: string;
  /** "" where there is none. */
  readonly subdomain: string;
  /** A function's ARN, where the call invokes one; "" else. */
  readonly functionArn: string;
  /** Path of the call, with {parameters}; "/" for actions. */
  readonly path: string;
  /** The query API's action and its parameters, "Action=ListQueues&…"; "" for a path. */
  readonly actionQuery: string;
}

const INTEGRATION_ARN =
  /^arn:[\w-]+:apigateway:([\w-]+):(?:([\w-]+)\.)?([\w-]+):(path|action)\/(.*)$/s;
const INVOCATION = /^2015-03-31\/functions\/(.+)\/invocations$/;

/** Null for text that is no such ARN. */
export function awsCallOf(uri: string): AwsCall | null {
  const match = INTEGRATION_ARN.exec(uri);
  if (match === null) return null;
  const [, region = "", subdomain = "", service = "", kind = "", rest = ""] = match;
  if (kind === "action") {
    const [action = "", query = ""] = rest.split(/[?&](.*)/s, 2);
    const actionQuery = query === "" ? `Action=${action}` : `Action=${action}&${query}`;
    return { region, service, subdomain, functionArn: "", path: "/", actionQuery };
  }
  const functionArn = service === "lambda" ? (INVOCATION.exec(rest)?.[1] ?? "") : "";
  const path = rest.startsWith("/") ? rest : `/${rest}`;
  return { region, service, subdomain, functionArn, path, actionQuery: "" };
}
