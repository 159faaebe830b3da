// The URL of an integration begins with http:// and its port is that of a listener that expects TLS: the gateway sends
// an HTTP request line into a TLS handshake.
import { bearsName } from "../certificate-choice.ts";
import { certificatesOf, chosenServerNames } from "../listener-names.ts";
import { expectationOf } from "../listener-protocol.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule, RuleContext } from "../rule.ts";
import { isUnresolved, readable } from "../unresolved.ts";
import { urlFix } from "../url-fix.ts";
import { integrationTitle, URL_WAY_INPUTS, urlWays, type UrlWay } from "../url-ways.ts";

export const httpUrlToTlsListener: DoctorRule = {
  code: "PST105",
  name: "http-url-to-tls-listener",
  severity: "error",
  summary: "An integration's URL begins with http:// and leads to a listener that expects TLS",
  awsPage: "https://repost.aws/knowledge-center/api-gateway-private-integration-errors",
  inputs: URL_WAY_INPUTS,
  evidence: [],
  examine(context) {
    for (const way of urlWays(context, "http")) {
      const expected = expectationOf(way.listener);
      if (expected === "unresolved") {
        context.undecided(integrationResource(way), "The protocol of the listener is not known");
      }
      if (expected === "tls") report(context, way);
    }
  },
};

function report(context: RuleContext, way: UrlWay): void {
  const { Protocol = "", Port = 0 } = way.listener.listener;
  const { LoadBalancerName: balancer = "", Type } = way.loadBalancer.loadBalancer;
  const names = chosenServerNames(context.inventory, way.listener);
  const who = Type === "network" ? "Network Load Balancer" : "Application Load Balancer";
  const host = nameFor(context, way, names);
  context.report({
    resource: integrationResource(way),
    title: `${integrationTitle(way)} sends plain HTTP to the ${Protocol} listener of ${balancer} on port ${Port}`,
    seen: {
      url: readable(way.integration.uri),
      "listener expects": `TLS (${Protocol}:${Port})`,
      "names on its certificates": names.map(readable),
      routes: way.routeKeys,
    },
    why:
      "The scheme of the URL decides what the gateway speaks, its port which listener gets it. The first bytes on the " +
      `connection are an HTTP request line where the ${who} expects a TLS handshake. Clients get 400 Bad Request with ` +
      '"The plain HTTP request was sent to HTTPS port"; no target is ever asked.',
    fixes: [
      urlFix(way, "Speak TLS, with a name that the certificate bears", {
        scheme: "https",
        host,
        port: Port,
      }),
    ],
  });
}

/** The URL's host where a certificate bears it; else a name that one does. */
function nameFor(context: RuleContext, way: UrlWay, names: readonly string[]): string {
  const { host } = way.integration.url;
  const isBorne = certificatesOf(context.inventory, way.listener).some((item) =>
    bearsName(item, host),
  );
  return isBorne ? host : (names.find((name) => !isUnresolved(name)) ?? host);
}
