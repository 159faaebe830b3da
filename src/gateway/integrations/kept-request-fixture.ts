// What is kept of a GET through a VPC link that was answered, for tests of composers.
import type { ListenerSnapshot, VpcLinkSnapshot } from "../../store/snapshots.ts";
import type { KeptRequest } from "./gateway-kept-hop.ts";
import type { KeptWay } from "./private-hop-steps.ts";

const SCOPE = { account: "000000000000", region: "us-east-1" };

export const LISTENER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/shop/1/2";
export const LOAD_BALANCER_ARN =
  "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/1";

export const LINK: VpcLinkSnapshot = {
  ...SCOPE,
  vpcLinkId: "link01",
  name: "link",
  status: "AVAILABLE",
  vpcId: "vpc-1",
  interfaceAddresses: ["10.0.1.57"],
  securityGroups: [
    {
      groupId: "sg-link",
      ingress: [],
      egress: [
        { protocol: "-1", fromPort: -1, toPort: -1, cidrs: ["0.0.0.0/0"], peerGroupIds: [] },
      ],
    },
  ],
};

export const LISTENER: ListenerSnapshot = {
  ...SCOPE,
  listenerArn: LISTENER_ARN,
  loadBalancerArn: LOAD_BALANCER_ARN,
  loadBalancerName: "shop",
  loadBalancerId: "app/shop/1",
  loadBalancerType: "application",
  dnsName: "internal-shop-1.us-east-1.elb.amazonaws.com",
  scheme: "internal",
  vpcId: "vpc-1",
  protocol: "HTTPS",
  port: 443,
  nodeAddresses: ["10.0.1.4"],
  securityGroups: [
    {
      groupId: "sg-lb",
      ingress: [
        { protocol: "tcp", fromPort: 443, toPort: 443, cidrs: [], peerGroupIds: ["sg-link"] },
      ],
      egress: [],
    },
  ],
  certificates: [],
  tlsPolicy: null,
  alpnProtocols: [],
  rules: [],
  alb: null,
  tcpIdleTimeoutMs: 350_000,
};

export const WAY: KeptWay = {
  vpcLinkId: "link01",
  link: LINK,
  firstLink: null,
  listener: LISTENER,
  wanted: LISTENER_ARN,
  arnPrefix: "arn:aws:apigateway:us-east-1::",
  host: LISTENER.dnsName,
  port: 443,
  tls: true,
  serverName: "shop.example.com",
  skipIssuer: false,
};

/** Answered with 200, over TLS, on a new connection. */
export const ANSWERED: KeptRequest = {
  ticket: null,
  apiId: "a1b2c3d4e5",
  startedAtMs: 1000,
  headAtMs: 1001,
  integrationStartedAtMs: 1002,
  integrationAnsweredAtMs: 1012,
  finishedAtMs: 1013,
  status: 200,
  integrationStatus: 200,
  failure: null,
  requestId: "id=",
  traceId: "Root=1-a-b",
  method: "GET",
  target: "/pets?token=secret",
  host: "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com",
  clientAddress: "127.0.0.1",
  clientPort: 50_000,
  receivedBytes: 80,
  sentBytes: 90,
  responseLength: 2,
  clientHead:
    "GET /pets?token=secret HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\nX-Own: 1\r\n\r\n",
  sentHead:
    "GET /pets?token=secret HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id: Root=1-a-b\r\nAuthorization: Bearer x\r\n\r\n",
  backendHead: "HTTP/1.1 200 OK\r\nServer: awselb/2.0\r\nContent-Length: 2\r\n\r\n",
  answerHead: "HTTP/1.1 200 OK\r\nServer: awselb/2.0\r\nContent-Length: 2\r\nDate: now\r\n\r\n",
  connection: {
    remoteAddress: "127.0.0.1",
    remotePort: 41_001,
    localAddress: "127.0.0.1",
    localPort: 52_000,
    tls: {
      protocol: "TLSv1.3",
      cipher: "TLS_AES_128_GCM_SHA256",
      serverName: "shop.example.com",
      alpn: "",
      certificateName: "",
      handshakeMs: 3,
    },
    identity: { sourceAddress: "10.0.1.57", vpcLinkId: "link01", securityGroupIds: ["sg-link"] },
  },
  connectionIsReused: false,
  certificate: null,
  way: WAY,
};

/** The same where no answer came, or none at all if it did not get that far. */
export const UNANSWERED: Partial<KeptRequest> = {
  integrationAnsweredAtMs: 0,
  integrationStatus: 0,
  backendHead: "",
  status: 503,
};
export const UNSENT: Partial<KeptRequest> = {
  ...UNANSWERED,
  integrationStartedAtMs: 0,
  sentHead: "",
  connection: null,
};
