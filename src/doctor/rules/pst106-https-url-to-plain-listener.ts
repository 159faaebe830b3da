// The URL of an integration begins with https:// and its port is that of a listener that speaks plain HTTP, or whose
// targets do: the TLS handshake is answered by something that is no TLS.
import { receiverOf } from "../receiver.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { tlsListenerWithName } from "../tls-listener.ts";
import { readable } from "../unresolved.ts";
import { urlFix } from "../url-fix.ts";
import { handshakeAnswer, integrationTitle, urlWays, type UrlWay } from "../url-ways.ts";

export const httpsUrlToPlainListener: DoctorRule = {
  code: "PST106",
  name: "https-url-to-plain-listener",
  severity: "error",
  summary: "An integration's URL begins with https:// and leads to where plain HTTP is expected",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html",
  inputs: [
    "httpApis",
    "restApis",
    "vpcLinks",
    "restVpcLinks",
    "loadBalancers",
    "listeners",
    "targetGroups",
    "certificates",
  ],
  evidence: ["probes"],
  examine(context) {
    for (const way of urlWays(context, "https")) examineWay(context, way);
  },
};

function examineWay(context: RuleContext, way: UrlWay): void {
  const receiver = receiverOf(context, way.listener);
  if (receiver.expects === "unknown") context.undecided(integrationResource(way), receiver.what);
  if (receiver.expects !== "http") return;
  const { LoadBalancerName: balancer = "" } = way.loadBalancer.loadBalancer;
  const { host } = way.integration.url;
  const { Port: port = 0 } = way.listener.listener;
  const other = tlsListenerWithName(context, way.loadBalancer.arn, host);
  const plain = urlFix(way, "Speak plain HTTP to this listener", { scheme: "http", host, port });
  const fixes = [plain];
  if (other !== null) {
    const { Protocol = "", Port = 0 } = other.listener;
    const title = `Keep TLS and use the ${Protocol} listener on port ${Port}, whose certificate bears the name`;
    fixes.push(urlFix(way, title, { scheme: "https", host, port: Port }));
  }
  context.report({
    resource: integrationResource(way),
    title: `${integrationTitle(way)} speaks TLS to ${receiver.what} of ${balancer}, which expects plain HTTP`,
    seen: {
      url: readable(way.integration.uri),
      "expects plain HTTP": receiver.what,
      routes: way.routeKeys,
    },
    why:
      "The scheme of the URL decides what the gateway speaks, its port which listener gets it. The first message is a TLS " +
      "ClientHello, which a plain HTTP server takes for a request that makes no sense: it answers with bytes that are no TLS, " +
      `or closes. The handshake fails, so no request is ever sent: clients get ${handshakeAnswer(way)}.`,
    fixes,
  });
}
