// Entries of load balancers for the tests of their logs: all there is to say about a request, and what a test changes.
import type { ListenerSnapshot } from "../../store/snapshots.ts";
import type { AlbRequestEntry, ListenerConnectionEntry, NlbFlowEntry } from "../hop-observer.ts";

const ARNS = "arn:aws:elasticloadbalancing:us-east-1:123456789012";

export function loggedListener(over: Partial<ListenerSnapshot> = {}): ListenerSnapshot {
  return {
    account: "123456789012",
    region: "us-east-1",
    listenerArn: `${ARNS}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    loadBalancerArn: `${ARNS}:loadbalancer/app/shop/50dc6c495c0c9188`,
    loadBalancerName: "shop",
    loadBalancerId: "app/shop/50dc6c495c0c9188",
    loadBalancerType: "application",
    dnsName: "shop-1.us-east-1.elb.amazonaws.com",
    scheme: "internal",
    vpcId: "vpc-1",
    protocol: "HTTP",
    port: 80,
    nodeAddresses: ["172.31.0.10", "172.31.16.10"],
    securityGroups: [],
    certificates: [],
    tlsPolicy: null,
    alpnProtocols: [],
    rules: [],
    alb: null,
    tcpIdleTimeoutMs: 350_000,
    accessLog: { bucket: "logs", prefix: "" },
    connectionLog: { bucket: "logs", prefix: "" },
    ...over,
  };
}

/** A request that a target answered, begun at 1000 ms of monotonic time. */
export function albEntry(over: Partial<AlbRequestEntry> = {}): AlbRequestEntry {
  return {
    snapshot: loggedListener(),
    connectionType: "http",
    listenerArn: `${ARNS}:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`,
    loadBalancerId: "app/shop/50dc6c495c0c9188",
    clientAddress: "192.168.131.39",
    clientPort: 2817,
    method: "GET",
    requestTarget: "/pets?x=1",
    host: "www.example.com",
    userAgent: "curl/8.5.0",
    traceId: "Root=1-58337262-36d228ad5d99923122bbe354",
    elbStatus: 200,
    targetStatus: 200,
    targetGroupArn: `${ARNS}:targetgroup/pets/73e2d6bc24d8a067`,
    target: "10.0.0.1:80",
    matchedRulePriority: 0,
    actionsExecuted: "forward",
    redirectUrl: "",
    desyncTier: 0,
    desyncReason: "",
    failure: null,
    receivedBytes: 34,
    sentBytes: 366,
    startedAtMs: 1000.25,
    sentToTargetAtMs: 1001.25,
    targetAnsweredAtMs: 1025.25,
    finishedAtMs: 1025.75,
    invalidFieldsDropped: 0,
    invalidFieldsForwarded: 0,
    headAtMs: 1000.5,
    httpVersion: "HTTP/1.1",
    tlsCipher: "",
    tlsProtocol: "",
    serverName: "",
    certificateArn: "",
    connectionTraceId: "TID_1234abcd5678ef90",
    errorReason: "",
    ruleEvaluations: 0,
    targetConnectionIsNew: true,
    failedOpen: false,
    journey: null,
    keepHop: unused,
    ...over,
  };
}

/** A connection to a TLS listener, from 1000 ms to 6000 ms of monotonic time. */
export function tlsFlowEntry(over: Partial<NlbFlowEntry> = {}): NlbFlowEntry {
  const listenerArn = `${ARNS}:listener/net/flows/c6e77e28c25b2234/g3d4b5e8bb8464cd`;
  return {
    snapshot: loggedListener({
      listenerArn,
      loadBalancerId: "net/flows/c6e77e28c25b2234",
      loadBalancerType: "network",
      protocol: "TLS",
      port: 443,
      connectionLog: null,
    }),
    listenerArn,
    loadBalancerId: "net/flows/c6e77e28c25b2234",
    clientAddress: "72.21.218.154",
    clientPort: 51_341,
    targetGroupArn: `${ARNS}:targetgroup/flows/1`,
    target: "10.0.0.1:443",
    failure: null,
    receivedBytes: 98,
    sentBytes: 246,
    startedAtMs: 1000,
    finishedAtMs: 6000,
    resetBy: "",
    tlsHandshakeMs: 2.4,
    tlsCipher: "ECDHE-RSA-AES128-SHA",
    tlsProtocol: "TLSv1.2",
    serverName: "example.com",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/2a108f19",
    alpn: "",
    failedOpen: false,
    journey: null,
    keepHop: unused,
    ...over,
  };
}

export function connectionEntry(
  over: Partial<ListenerConnectionEntry> = {},
): ListenerConnectionEntry {
  return {
    snapshot: loggedListener(),
    clientAddress: "198.51.100.159",
    clientPort: 61_814,
    failure: null,
    tlsHandshakeMs: -1,
    tlsCipher: "",
    tlsProtocol: "",
    serverName: "",
    connectionTraceId: "TID_2",
    ...over,
  };
}

function unused(): never {
  throw new Error("Logs keep no hops");
}
