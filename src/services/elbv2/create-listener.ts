// CreateListener: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
import {
  DuplicateListenerException,
  TooManyListenersException,
  type Listener,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { OperationContext } from "../operation-context.ts";
import { defaultAttributes } from "./attribute-definition.ts";
import { listenersOf, requireLoadBalancer } from "./find-resource.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import { listenerAttributeDefinitions } from "./listener-attributes.ts";
import { PROTOCOLS, checkedListenerProtocol } from "./listener-protocol.ts";
import { listenerSecurity } from "./listener-security.ts";
import type { Input, Output } from "./operation-types.ts";
import { LISTENERS_PER_LOAD_BALANCER_MAX } from "./quotas.ts";
import { newListenerArn, newRuleArn } from "./resource-arn.ts";
import { withTags } from "./resource-tags.ts";
import { checkedActions, targetGroupsOfActions } from "./rule-actions.ts";
import { sameSettings } from "./same-settings.ts";
import { serviceError } from "./service-error.ts";
import { updateTargetGroupUse } from "./target-group-use.ts";

const PORT_BOUNDS = { min: 1, max: 65_535 };

/** Makes the listener and its default rule. The same call again gives back the same listener. */
export async function createListener(
  input: Input<"CreateListener">,
  context: OperationContext,
): Promise<Output<"CreateListener">> {
  const { records } = context;
  const { LoadBalancerArn: loadBalancerArn } = input;
  const settings = await readSettings(input, context);
  const tags = withTags({}, input.Tags);
  const listeners = await listenersOf(records, loadBalancerArn);
  const present = listeners.find(({ listener }) => listener.Port === settings.Port);
  if (present !== undefined) return { Listeners: [identicalOrRefuse(present.listener, settings)] };
  if (listeners.length >= LISTENERS_PER_LOAD_BALANCER_MAX) {
    throw serviceError(
      TooManyListenersException,
      "The maximum number of listeners per load balancer has been reached",
    );
  }
  const listenerArn = newListenerArn(loadBalancerArn);
  const listener: Listener = { ListenerArn: listenerArn, ...settings };
  records.put("listener", listenerArn, {
    listener,
    attributes: defaultAttributes(listenerAttributeDefinitions(settings.Protocol ?? "")),
    extraCertificateArns: [],
    tags,
  });
  const ruleArn = newRuleArn(listenerArn);
  const actions = settings.DefaultActions ?? [];
  records.put("rule", ruleArn, {
    rule: {
      RuleArn: ruleArn,
      Priority: "default",
      Conditions: [],
      Actions: actions,
      IsDefault: true,
    },
    listenerArn,
    tags: {},
  });
  await updateTargetGroupUse(records, loadBalancerArn, targetGroupsOfActions(actions));
  return { Listeners: [listener] };
}

/** The listener that is asked for, but for its ARN. */
async function readSettings(
  input: Input<"CreateListener">,
  { records, logger }: OperationContext,
): Promise<Omit<Listener, "ListenerArn">> {
  new Constraints()
    .enumeration("protocol", input.Protocol, PROTOCOLS)
    .range("port", input.Port, PORT_BOUNDS)
    .throwIfViolated();
  const { loadBalancer } = await requireLoadBalancer(records, input.LoadBalancerArn);
  if (input.Protocol === undefined) throw validationError("A listener protocol must be specified");
  if (input.Port === undefined) throw validationError("A listener port must be specified");
  const protocol = checkedListenerProtocol(input.Protocol, loadBalancer.Type ?? "application");
  const security = await listenerSecurity(records, protocol, input);
  const actions = await checkedActions(input.DefaultActions, {
    records,
    logger,
    loadBalancer,
    protocol,
    port: input.Port,
    path: "defaultActions",
  });
  return {
    LoadBalancerArn: input.LoadBalancerArn,
    Port: input.Port,
    Protocol: protocol,
    ...security,
    DefaultActions: actions,
  };
}

function identicalOrRefuse(listener: Listener, settings: Omit<Listener, "ListenerArn">): Listener {
  const { ListenerArn: _, ...present } = listener;
  if (sameSettings(present, settings)) return listener;
  throw serviceError(
    DuplicateListenerException,
    `A listener already exists on this port for this load balancer '${settings.LoadBalancerArn ?? ""}'`,
  );
}
