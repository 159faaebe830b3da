// Makes the endpoints report from the records of all accounts and regions and the listeners that are bound.
import type { AllRecords } from "../store/store.ts";
import {
  stageInvokeUrl,
  type ApiEndpoints,
  type EndpointsReport,
  type ListenerEndpoints,
  type LoadBalancerEndpoints,
} from "./endpoints-report.ts";

/** "127.0.0.1:41001" of a listener, undefined while it is not bound. */
export type ListenerAddress = (listenerArn: string) => string | undefined;

export async function reportEndpoints(
  records: AllRecords,
  edgeUrl: string,
  addressOf: ListenerAddress,
): Promise<EndpointsReport> {
  return {
    apis: [...(await reportApis(records, edgeUrl)), ...(await reportRestApis(records, edgeUrl))],
    loadBalancers: await reportLoadBalancers(records, addressOf),
  };
}

async function reportApis(records: AllRecords, edgeUrl: string): Promise<ApiEndpoints[]> {
  const stages = Map.groupBy(
    await records.all("http-api-stage"),
    ({ id }) => id.split("/")[0] ?? "",
  );
  return (await records.all("http-api")).map(({ id: apiId, body: { api } }) => ({
    apiId,
    name: api.Name ?? "",
    protocolType: api.ProtocolType ?? "HTTP",
    stages: (stages.get(apiId) ?? []).map(({ body: { stage } }) => {
      const name = stage.StageName ?? "";
      return { name, invokeUrl: stageInvokeUrl(edgeUrl, apiId, name) };
    }),
  }));
}

async function reportRestApis(records: AllRecords, edgeUrl: string): Promise<ApiEndpoints[]> {
  const stages = Map.groupBy(await records.all("rest-stage"), ({ id }) => id.split("/")[0] ?? "");
  return (await records.all("rest-api")).map(({ id: apiId, body: { restApi } }) => ({
    apiId,
    name: restApi.name ?? "",
    protocolType: "REST",
    stages: (stages.get(apiId) ?? []).map(({ body: { stage } }) => {
      const name = stage.stageName ?? "";
      return { name, invokeUrl: stageInvokeUrl(edgeUrl, apiId, name) };
    }),
  }));
}

async function reportLoadBalancers(
  records: AllRecords,
  addressOf: ListenerAddress,
): Promise<LoadBalancerEndpoints[]> {
  const listeners = Map.groupBy(
    await records.all("listener"),
    ({ body }) => body.listener.LoadBalancerArn ?? "",
  );
  return (await records.all("load-balancer")).map(({ id: arn, body: { loadBalancer } }) => ({
    arn,
    dnsName: loadBalancer.DNSName ?? "",
    type: loadBalancer.Type ?? "",
    listeners: (listeners.get(arn) ?? []).map(({ id: listenerArn, body: { listener } }) =>
      listenerEndpoints(listenerArn, listener, addressOf(listenerArn)),
    ),
  }));
}

function listenerEndpoints(
  listenerArn: string,
  listener: { Protocol?: string | undefined; Port?: number | undefined },
  address: string | undefined,
): ListenerEndpoints {
  return {
    listenerArn,
    protocol: listener.Protocol ?? "",
    port: listener.Port ?? 0,
    addresses: address === undefined ? [] : [address],
  };
}
