// The actions of a rule or a listener's default: exactly one that ends the matter (forward, redirect or
// fixed-response). Each is checked and brought into the form in which AWS shows it, defaults written out.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
import {
  InvalidLoadBalancerActionException,
  TooManyActionsException,
  type Action,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Logger } from "../../base/logger.ts";
import type { ScopedRecords } from "../../store/store.ts";
import { fixedResponseAction } from "./action-fixed-response.ts";
import { forwardAction } from "./action-forward.ts";
import { redirectAction } from "./action-redirect.ts";
import { Constraints, validationError } from "../../protocol/constraints.ts";
import type { ListenerProtocol } from "./listener-protocol.ts";
import { serviceError } from "./service-error.ts";

const ACTION_TYPES = [
  "forward",
  "authenticate-oidc",
  "authenticate-cognito",
  "redirect",
  "fixed-response",
  "jwt-validation",
] as const;
const AUTHENTICATING: readonly string[] = [
  "authenticate-oidc",
  "authenticate-cognito",
  "jwt-validation",
];
const ORDER_BOUNDS = { min: 1, max: 50_000 };

/** Where actions are to be, and by what name the request calls them. */
export interface ActionSetting {
  readonly records: ScopedRecords;
  readonly logger: Logger;
  readonly loadBalancer: LoadBalancer;
  readonly protocol: ListenerProtocol;
  readonly port: number;
  /** "actions" or "defaultActions": the path in AWS's validation messages. */
  readonly path: "actions" | "defaultActions";
}

/** An action and its place in the request. */
export interface PlacedAction {
  readonly action: Action;
  readonly path: string;
}

/** The actions as they are kept and shown. */
export async function checkedActions(
  actions: readonly Action[],
  setting: ActionSetting,
): Promise<Action[]> {
  const constraints = new Constraints();
  for (const [index, action] of actions.entries()) {
    const path = `${setting.path}.${index + 1}.member`;
    constraints.enumeration(`${path}.type`, action.Type, ACTION_TYPES);
    constraints.range(`${path}.order`, action.Order, ORDER_BOUNDS);
  }
  constraints.throwIfViolated();
  if (actions.length === 0) throw validationError("An action must be specified");
  for (const action of actions) checkActionType(action, setting);
  if (actions.length > 1) {
    throw serviceError(
      TooManyActionsException,
      "Only one of the actions 'forward', 'redirect' and 'fixed-response' can be specified",
    );
  }
  const checked: Action[] = [];
  for (const [index, action] of actions.entries()) {
    const placed = { action, path: `${setting.path}.${index + 1}.member` };
    const order = action.Order === undefined ? {} : { Order: action.Order };
    checked.push({ ...(await checkedAction(placed, setting)), ...order });
  }
  return checked;
}

function checkActionType({ Type: type = "forward" }: Action, setting: ActionSetting): void {
  const isNetwork = setting.loadBalancer.Type === "network";
  if (isNetwork && type !== "forward") {
    throw serviceError(
      InvalidLoadBalancerActionException,
      `The action type '${type}' is not valid with network load balancer`,
    );
  }
  if (!AUTHENTICATING.includes(type)) return;
  if (setting.protocol !== "HTTPS") {
    throw serviceError(
      InvalidLoadBalancerActionException,
      `Actions of type '${type}' are supported only on HTTPS listeners`,
    );
  }
  throw serviceError(
    InvalidLoadBalancerActionException,
    `Postern does not support actions of type '${type}' yet`,
  );
}

async function checkedAction(placed: PlacedAction, setting: ActionSetting): Promise<Action> {
  switch (placed.action.Type) {
    case "redirect":
      return redirectAction(placed, setting);
    case "fixed-response":
      return fixedResponseAction(placed);
    default:
      return await forwardAction(placed, setting);
  }
}

/** The ARNs of the target groups that actions send to, each once. */
export function targetGroupsOfActions(actions: readonly Action[]): string[] {
  const arns = new Set<string>();
  for (const action of actions) {
    if (action.TargetGroupArn !== undefined) arns.add(action.TargetGroupArn);
    for (const { TargetGroupArn } of action.ForwardConfig?.TargetGroups ?? []) {
      if (TargetGroupArn !== undefined) arns.add(TargetGroupArn);
    }
  }
  return [...arns];
}
