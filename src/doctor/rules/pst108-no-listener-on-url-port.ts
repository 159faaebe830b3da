// The port in an integration's URL is the one of no listener. Through a VPC link the port chooses the listener; without
// a port in the URL the scheme does, 80 or 443.
import { bearsName } from "../certificate-choice.ts";
import type { Inventory, ListenerItem, LoadBalancerItem } from "../inventory.ts";
import { certificatesOf, chosenServerNames } from "../listener-names.ts";
import { expectationOf } from "../listener-protocol.ts";
import { whyUnknown } from "../missing-reference.ts";
import { manualFix } from "../manual-fix.ts";
import { integrationResource } from "../resources.ts";
import type { DoctorRule, Fix, RuleContext } from "../rule.ts";
import { isUnresolved, readable } from "../unresolved.ts";
import { urlFix } from "../url-fix.ts";
import { beginsWithUrl, hasUrl, integrationTitle, URL_WAY_INPUTS } from "../url-ways.ts";
import type { Way, WayUrl } from "../ways.ts";

export const noListenerOnUrlPort: DoctorRule = {
  code: "PST108",
  name: "no-listener-on-url-port",
  severity: "error",
  summary: "The load balancer has no listener on the port of an integration's URL",
  awsPage:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html",
  inputs: URL_WAY_INPUTS,
  evidence: [],
  examine(context) {
    for (const way of context.ways) {
      if (!beginsWithUrl(way) || way.listener !== "missing" || !hasUrl(way)) continue;
      // The reference to a listener that is gone is no matter of ports.
      if (way.integration.integrationTarget.includes(":listener/")) continue;
      if (typeof way.loadBalancer !== "object" || way.loadBalancer === null) continue;
      examineWay(context, { way, url: way.integration.url, loadBalancer: way.loadBalancer });
    }
  },
};

interface Place {
  readonly way: Way;
  readonly url: WayUrl;
  readonly loadBalancer: LoadBalancerItem;
}

function examineWay(context: RuleContext, { way, url, loadBalancer }: Place): void {
  const { inventory } = context;
  const listeners = inventory.listeners.filter(
    ({ listener }) => listener.LoadBalancerArn === loadBalancer.arn,
  );
  const why = whyListenersUnknown(inventory, loadBalancer, listeners.length);
  if (why !== null) {
    context.undecided(integrationResource(way), why);
    return;
  }
  if (listeners.some(({ listener }) => !isPort(listener.Port))) {
    context.undecided(integrationResource(way), "The port of a listener is not known");
    return;
  }
  const { LoadBalancerName: balancer = "", Type } = loadBalancer.loadBalancer;
  const places = listeners.map(({ listener }) => `${listener.Protocol}:${listener.Port}`);
  const where = places.length === 0 ? "it has no listener at all" : `it has ${places.join(", ")}`;
  context.report({
    resource: integrationResource(way),
    title: `${integrationTitle(way)} goes to port ${url.port} of ${balancer}, which has no listener there: ${where}`,
    seen: {
      url: readable(way.integration.uri),
      "port of the URL": url.port,
      listeners: places,
      routes: way.routeKeys,
    },
    why:
      (way.integration.isPrivate
        ? "Through a VPC link the URL's port chooses the listener (80 for http and 443 for https where none is written). "
        : "") +
      (Type === "network"
        ? "A Network Load Balancer drops what comes to other ports, so the connection is never made. "
        : "Nothing of an Application Load Balancer answers on other ports, so no connection is made. ") +
      `No request is sent: clients get ${answerOf(way)}.`,
    fixes: fixesOf(context, { way, url, loadBalancer }, listeners),
  });
}

/** A template may know a load balancer and none of its listeners; one that knows some is taken to know all. */
function whyListenersUnknown(
  inventory: Inventory,
  { loadBalancer }: LoadBalancerItem,
  count: number,
): string | null {
  const { kind } = inventory.source;
  if (count > 0 && (kind === "cloudformation" || kind === "terraform")) return null;
  const { LoadBalancerName = "" } = loadBalancer;
  return whyUnknown(inventory, "listeners", `A listener of ${LoadBalancerName}`);
}

function answerOf({ api }: Way): string {
  return api.kind === "rest"
    ? '500 {"message": "Internal server error"}'
    : '503 {"message":"Service Unavailable"}';
}

function isPort(port: number | string | undefined): boolean {
  return typeof port === "number" && Number.isInteger(port);
}

/** A listener that speaks what the URL says comes before one for which the scheme must change too. */
function fixesOf(
  context: RuleContext,
  place: Place,
  listeners: readonly ListenerItem[],
): readonly Fix[] {
  const { way, url } = place;
  const usable = listeners.filter((item) => ["tls", "http", "bytes"].includes(expectationOf(item)));
  const suits = (item: ListenerItem): number => {
    const expected = expectationOf(item);
    if (expected === "bytes") return 1;
    return (expected === "tls") === (url.scheme === "https") ? 0 : 2;
  };
  const ordered = usable.toSorted((a, b) => suits(a) - suits(b));
  const fixes = ordered.map((item) => {
    const { Protocol = "", Port = 0 } = item.listener;
    const title = `Use the ${Protocol} listener on port ${Port}`;
    return urlFix(way, title, { ...schemeAndHost(context, url, item), port: Port });
  });
  return [...fixes, newListenerFix(place)];
}

function schemeAndHost(
  { inventory }: RuleContext,
  url: WayUrl,
  item: ListenerItem,
): Pick<WayUrl, "scheme" | "host"> {
  const expected = expectationOf(item);
  if (expected === "bytes") return url;
  if (expected === "http") return { scheme: "http", host: url.host };
  const isBorne = certificatesOf(inventory, item).some((one) => bearsName(one, url.host));
  const names = chosenServerNames(inventory, item).filter((name) => !isUnresolved(name));
  return { scheme: "https", host: isBorne ? url.host : (names[0] ?? url.host) };
}

function newListenerFix({ url, loadBalancer }: Place): Fix {
  const isNetwork = loadBalancer.loadBalancer.Type === "network";
  const isTls = url.scheme === "https";
  const protocol = isNetwork ? (isTls ? "TLS" : "TCP") : isTls ? "HTTPS" : "HTTP";
  const certificate = isTls ? " --certificates CertificateArn=CERTIFICATE" : "";
  const arn = readable(loadBalancer.arn);
  return manualFix({
    title: `Or create a ${protocol} listener on port ${url.port}`,
    cli: [
      `aws elbv2 create-listener --load-balancer-arn ${arn} --protocol ${protocol} --port ${url.port}${certificate} --default-actions Type=forward,TargetGroupArn=TARGET-GROUP`,
    ],
    console: [
      "EC2 → Load Balancers → the load balancer → Listeners → Add listener",
      `Protocol ${protocol}, port ${url.port}, forward to the target group`,
    ],
    cloudFormation: `NewListener:\n  Type: AWS::ElasticLoadBalancingV2::Listener\n  Properties:\n    LoadBalancerArn: ${arn}\n    Protocol: ${protocol}\n    Port: ${url.port}${isTls ? "\n    Certificates:\n      - CertificateArn: <ARN of the certificate>" : ""}\n    DefaultActions:\n      - Type: forward\n        TargetGroupArn: <ARN of the target group>`,
    terraform: `resource "aws_lb_listener" "new" {\n  load_balancer_arn = "${arn}"\n  protocol          = "${protocol}"\n  port              = ${url.port}${isTls ? '\n  certificate_arn   = "<ARN of the certificate>"' : ""}\n  default_action {\n    type             = "forward"\n    target_group_arn = "<ARN of the target group>"\n  }\n}`,
  });
}
