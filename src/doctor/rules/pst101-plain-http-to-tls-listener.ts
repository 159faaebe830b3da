// An HTTP API speaks plain HTTP through a VPC link unless the integration names the server to verify, whatever the
// listener expects: a listener that expects TLS then answers 400 itself, and no target ever sees the request.
import { chosenServerNames } from "../listener-names.ts";
import { expectationOf } from "../listener-protocol.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule } from "../rule.ts";
import { serverNameFix } from "../server-name-fix.ts";
import { isUnresolved } from "../unresolved.ts";
import { reachesListener } from "../ways.ts";

export const plainHttpToTlsListener: DoctorRule = {
  code: "PST101",
  name: "plain-http-to-tls-listener",
  severity: "error",
  summary: "A private integration of an HTTP API sends plain HTTP to a listener that expects TLS",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html",
  inputs: ["httpApis", "vpcLinks", "loadBalancers", "listeners", "certificates"],
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (way.api.kind !== "http" || !way.integration.isPrivate || !reachesListener(way)) continue;
      if (way.integration.speaks !== "http") continue;
      const { Protocol = "", Port = 0 } = way.listener.listener;
      const expected = expectationOf(way.listener);
      if (expected === "unresolved") {
        context.undecided(integrationResource(way), "The protocol of the listener is not known");
      }
      if (expected !== "tls") continue;
      const balancer = way.loadBalancer.loadBalancer.LoadBalancerName ?? "";
      const names = chosenServerNames(context.inventory, way.listener);
      context.report({
        resource: integrationResource(way),
        title: `Integration ${way.integration.id} sends plain HTTP to the ${Protocol} listener of ${balancer} on port ${Port}`,
        seen: {
          "integration speaks": "HTTP (no TlsConfig)",
          "listener expects": `TLS (${Protocol}:${Port})`,
          "names on its certificates": names,
          routes: way.routeKeys,
        },
        why: whyOf(Protocol),
        fixes: [serverNameFix(way, names.find((name) => !isUnresolved(name)) ?? "")],
      });
    }
  },
};

function whyOf(protocol: string): string {
  const who = protocol === "HTTPS" ? "Application Load Balancer" : "Network Load Balancer";
  return (
    `The first bytes on the connection are an HTTP request line where the ${who} expects a TLS handshake. ` +
    'Clients get 400 Bad Request with "The plain HTTP request was sent to HTTPS port"; rules and targets are never asked.'
  );
}
