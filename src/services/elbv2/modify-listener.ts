// ModifyListener: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
import {
  DuplicateListenerException,
  type Listener,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { defaultAttributes } from "./attribute-definition.ts";
import {
  listenersOf,
  requireListener,
  requireLoadBalancer,
  rulesOf,
  type ListenerRecord,
} from "./find-resource.ts";
import { Constraints } from "../../protocol/constraints.ts";
import { listenerAttributeDefinitions } from "./listener-attributes.ts";
import {
  PROTOCOLS,
  checkedListenerProtocol,
  isSecure,
  type ListenerProtocol,
} from "./listener-protocol.ts";
import { listenerSecurity, type SecurityRequest } from "./listener-security.ts";
import type { Input, Output } from "./operation-types.ts";
import { checkedActions, targetGroupsOfActions } from "./rule-actions.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

const PORT_BOUNDS = { min: 1, max: 65_535 };

/** What is not given stays. From HTTPS to HTTP (TLS to TCP) certificate and policy go; the other way both are needed. */
export async function modifyListener(
  input: Input<"ModifyListener">,
  context: OperationContext,
): Promise<Output<"ModifyListener">> {
  const { records, logger } = context;
  new Constraints()
    .enumeration("protocol", input.Protocol, PROTOCOLS)
    .range("port", input.Port, PORT_BOUNDS)
    .throwIfViolated();
  const found = await requireListener(records, input.ListenerArn);
  const { LoadBalancerArn: loadBalancerArn = "", Port: presentPort = 0 } = found.listener;
  const { loadBalancer } = await requireLoadBalancer(records, loadBalancerArn);
  const port = input.Port ?? presentPort;
  await checkPort(context, found.listener, port);
  const protocol = checkedListenerProtocol(
    input.Protocol ?? found.listener.Protocol ?? "",
    loadBalancer.Type ?? "application",
  );
  const security = await listenerSecurity(records, protocol, securityRequest(input, found));
  const actions = await checkedActions(
    input.DefaultActions ?? found.listener.DefaultActions ?? [],
    { records, logger, loadBalancer, protocol, port, path: "defaultActions" },
  );
  const listener: Listener = {
    ListenerArn: input.ListenerArn,
    LoadBalancerArn: loadBalancerArn,
    Port: port,
    Protocol: protocol,
    ...security,
    DefaultActions: actions,
  };
  records.put("listener", input.ListenerArn, {
    ...found,
    listener,
    attributes: attributesFor(protocol, found),
    extraCertificateArns: isSecure(protocol) ? found.extraCertificateArns : [],
  });
  await setDefaultRule(context, listener);
  await updateTargetGroupUse(records, loadBalancerArn, [
    ...targetGroupsOfActions(found.listener.DefaultActions ?? []),
    ...targetGroupsOfActions(actions),
  ]);
  return { Listeners: [listener] };
}

async function checkPort(
  { records }: OperationContext,
  listener: Listener,
  port: number,
): Promise<void> {
  const loadBalancerArn = listener.LoadBalancerArn ?? "";
  const others = await listenersOf(records, loadBalancerArn);
  const taken = others.some(
    (other) => other.listener.Port === port && other.listener.ListenerArn !== listener.ListenerArn,
  );
  if (!taken) return;
  throw serviceError(
    DuplicateListenerException,
    `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
  );
}

/** What the request gives, and for a listener that was secure already, what it has. */
function securityRequest(
  input: Input<"ModifyListener">,
  { listener }: ListenerRecord,
): SecurityRequest {
  const protocol = input.Protocol ?? listener.Protocol ?? "";
  const keeps = isSecure(protocol) && isSecure(listener.Protocol ?? "");
  const given = (input.Certificates ?? []).length > 0;
  return {
    MutualAuthentication: input.MutualAuthentication,
    SslPolicy: input.SslPolicy ?? (keeps ? listener.SslPolicy : undefined),
    Certificates: given ? input.Certificates : keeps ? listener.Certificates : undefined,
    AlpnPolicy: input.AlpnPolicy ?? (keeps ? listener.AlpnPolicy : undefined),
  };
}

/** Another protocol has other attributes; those that both have keep their values. */
function attributesFor(protocol: ListenerProtocol, found: ListenerRecord): Record<string, string> {
  const attributes = defaultAttributes(listenerAttributeDefinitions(protocol));
  for (const key of Object.keys(attributes)) {
    const present = found.attributes[key];
    if (present !== undefined) attributes[key] = present;
  }
  return attributes;
}

async function setDefaultRule({ records }: OperationContext, listener: Listener): Promise<void> {
  const rules = await rulesOf(records, listener.ListenerArn ?? "");
  const record = rules.find(({ rule }) => rule.IsDefault === true);
  if (record === undefined) return;
  records.put("rule", record.rule.RuleArn ?? "", {
    ...record,
    rule: { ...record.rule, Actions: listener.DefaultActions },
  });
}
