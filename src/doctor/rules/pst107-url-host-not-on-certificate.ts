// The host in an integration's https:// URL is on none of the listener's certificates. Through a VPC link the host
// leads nowhere, it is only the Host header and the name that is verified; so people write what they like there.
import { isBalancerName } from "../balancer-name.ts";
import { presentedCertificate } from "../certificate-choice.ts";
import { chosenServerNames } from "../listener-names.ts";
import { expectationOf } from "../listener-protocol.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved, readable } from "../unresolved.ts";
import { urlFix } from "../url-fix.ts";
import {
  handshakeAnswer,
  integrationTitle,
  URL_WAY_INPUTS,
  urlWays,
  type UrlWay,
} from "../url-ways.ts";

export const urlHostNotOnCertificate: DoctorRule = {
  code: "PST107",
  name: "url-host-not-on-certificate",
  severity: "error",
  summary: "The host of an integration's https:// URL is on none of the listener's certificates",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html",
  inputs: URL_WAY_INPUTS,
  evidence: [],
  examine(context) {
    for (const way of urlWays(context, "https")) {
      if (expectationOf(way.listener) === "tls") examineWay(context, way);
    }
  },
};

function examineWay(context: RuleContext, way: UrlWay): void {
  const { inventory, nowMs } = context;
  const { host } = way.integration.url;
  const presented = presentedCertificate(inventory, way.listener, { serverName: host, nowMs });
  if (presented.certificate === null) {
    context.undecided(integrationResource(way), presented.why);
    return;
  }
  if (presented.bearsName) return;
  const { Protocol = "", Port = 0 } = way.listener.listener;
  const { LoadBalancerName: balancer = "" } = way.loadBalancer.loadBalancer;
  const isOwnName = isBalancerName(host, way.loadBalancer);
  const shown = presented.certificate.certificate.DomainName ?? presented.certificate.arn;
  context.report({
    resource: integrationResource(way),
    title: `${integrationTitle(way)} verifies ${host}, which no certificate of the ${Protocol} listener of ${balancer} on port ${Port} bears`,
    seen: {
      url: readable(way.integration.uri),
      "is the load balancer's own DNS name": isOwnName,
      "names on its certificates": presented.names.map(readable),
      "certificate presented": `${presented.certificate.arn} (the default one, as no name matches)`,
      routes: way.routeKeys,
    },
    why:
      "The gateway sends the URL's host in its ClientHello (SNI) and looks for it on the certificate that it gets. No " +
      `certificate matches, so the listener presents its default one (CN=${shown}), and the gateway ends the handshake: ` +
      `clients get ${handshakeAnswer(way)}.${detailOf(way)}` +
      (isOwnName
        ? " The load balancer's own DNS name is on a certificate only where somebody put it there: public authorities issue none for it."
        : ""),
    fixes: [fixOf(context, way)],
  });
}

function detailOf({ api, integration }: UrlWay): string {
  const log =
    api.kind === "rest"
      ? " The execution log says that the host name does not match the certificate subject."
      : "";
  return integration.skipsVerification
    ? `${log} insecureSkipVerification passes over the issuer, not over the name.`
    : log;
}

/** A public URL's host is also the way to the load balancer, so that is for people to change. */
function fixOf({ inventory }: RuleContext, way: UrlWay): Fix {
  const names = chosenServerNames(inventory, way.listener).filter((name) => !isUnresolved(name));
  const { Port: port = 0 } = way.listener.listener;
  const wanted = { scheme: "https", host: names[0] ?? "NAME-ON-THE-CERTIFICATE", port } as const;
  const canBeMade = way.integration.isPrivate && names.length > 0;
  const title = way.integration.isPrivate
    ? "Put a name of the certificate into the URL (it also becomes the Host header)"
    : "Put a name of the certificate into the URL, and let it resolve to the load balancer";
  const fix = urlFix(way, title, wanted);
  return canBeMade ? fix : { ...fix, calls: [] };
}
