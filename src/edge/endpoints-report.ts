// Where everything can be reached: the body of GET /_postern/endpoints and the matter of `postern status`.

export interface StageEndpoint {
  readonly name: string;
  /** The path form on the edge port; works as it stands with curl. */
  readonly invokeUrl: string;
}

export interface ApiEndpoints {
  readonly apiId: string;
  readonly name: string;
  readonly protocolType: string;
  readonly stages: readonly StageEndpoint[];
}

export interface ListenerEndpoints {
  readonly listenerArn: string;
  readonly protocol: string;
  readonly port: number;
  /** "127.0.0.1:41001"; empty when the listener could not be bound. */
  readonly addresses: readonly string[];
}

export interface LoadBalancerEndpoints {
  readonly arn: string;
  readonly dnsName: string;
  readonly type: string;
  readonly listeners: readonly ListenerEndpoints[];
}

export interface EndpointsReport {
  readonly apis: readonly ApiEndpoints[];
  readonly loadBalancers: readonly LoadBalancerEndpoints[];
}

/** The path form of a stage's URL on the edge port; "$default" is escaped, so that no shell expands it. */
export function stageInvokeUrl(edgeUrl: string, apiId: string, stageName: string): string {
  return `${edgeUrl}/_aws/execute-api/${apiId}/${encodeURIComponent(stageName)}/`;
}
