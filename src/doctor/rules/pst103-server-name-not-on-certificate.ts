// The name that an HTTP API's private integration verifies is on none of the listener's certificates: the listener
// presents its default one, and the gateway ends the handshake. The load balancer's own DNS name is the usual mistake.
import { presentedCertificate } from "../certificate-choice.ts";
import { isBalancerName } from "../balancer-name.ts";
import { chosenServerNames } from "../listener-names.ts";
import { expectationOf } from "../listener-protocol.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { serverNameFix } from "../server-name-fix.ts";
import { isUnresolved } from "../unresolved.ts";
import { reachesListener, type PrivateWay } from "../ways.ts";

export const serverNameNotOnCertificate: DoctorRule = {
  code: "PST103",
  name: "server-name-not-on-certificate",
  severity: "error",
  summary: "The server name of a private integration is on none of the listener's certificates",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  inputs: ["httpApis", "vpcLinks", "loadBalancers", "listeners", "certificates"],
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (way.api.kind !== "http" || !way.integration.isPrivate || !reachesListener(way)) continue;
      if (way.integration.speaks === "tls" && expectationOf(way.listener) === "tls") {
        examineWay(context, way);
      }
    }
  },
};

function examineWay(context: RuleContext, way: PrivateWay): void {
  const { inventory, nowMs } = context;
  const serverName = way.integration.serverName ?? "";
  const presented = presentedCertificate(inventory, way.listener, { serverName, nowMs });
  if (presented.certificate === null) {
    context.undecided(integrationResource(way), presented.why);
    return;
  }
  if (presented.bearsName) return;
  const { Protocol = "", Port = 0 } = way.listener.listener;
  const { LoadBalancerName: balancer = "" } = way.loadBalancer.loadBalancer;
  const isOwnName = isBalancerName(serverName, way.loadBalancer);
  const names = chosenServerNames(inventory, way.listener);
  context.report({
    resource: integrationResource(way),
    title: `Integration ${way.integration.id} verifies the name ${serverName}, which no certificate of the ${Protocol} listener of ${balancer} on port ${Port} bears`,
    seen: {
      "server name": serverName,
      "is the load balancer's own DNS name": isOwnName,
      "names on its certificates": presented.names,
      "certificate presented": `${presented.certificate.arn} (the default one, as no name matches)`,
      routes: way.routeKeys,
    },
    why:
      "The gateway sends the name in its ClientHello (SNI). No certificate matches, so the listener presents its default " +
      "one; the gateway looks for the name on it, does not find it and ends the handshake. No request is sent: clients " +
      'get 500 {"message":"Internal Server Error"}.' +
      (isOwnName
        ? " The load balancer's own DNS name is on a certificate only where somebody put it there: public authorities issue none for it."
        : ""),
    fixes: [serverNameFix(way, names.find((name) => !isUnresolved(name)) ?? "")],
  });
}
