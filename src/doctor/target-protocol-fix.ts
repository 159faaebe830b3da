// Fixes for a target group whose protocol is not what its targets speak. The protocol of a target group cannot be
// changed, so another group has to take its place: one that is there already and has the same targets, by calls; or a
// new one.
import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ListenerItem, TargetGroupItem } from "./inventory.ts";
import { manualFix } from "./manual-fix.ts";
import type { AwsCall, Fix, RuleContext } from "./rule.ts";
import type { SentBytes } from "./sent-to-targets.ts";
import { nameOf } from "./target-speech.ts";
import { readable } from "./unresolved.ts";
import { alwaysQuoted } from "./shell-quoted.ts";

const OTHER: Readonly<Record<string, string>> = {
  HTTP: "HTTPS",
  HTTPS: "HTTP",
  TCP: "TLS",
  TCP_UDP: "TLS",
  TLS: "TCP",
};

/** In the order in which they are to be preferred; never empty. */
export function otherProtocolFixes(
  context: RuleContext,
  group: TargetGroupItem,
  sent: SentBytes,
): Fix[] {
  if (sent.isPassedOn) return [speakTlsFix(group)];
  const wanted = OTHER[group.targetGroup.Protocol ?? ""] ?? "";
  const ready = context.inventory.targetGroups.find((item) => canReplace(item, group, wanted));
  const fixes = [newGroupFix(group, wanted)];
  return ready === undefined ? fixes : [exchangeFix(context, group, ready), ...fixes];
}

function canReplace(item: TargetGroupItem, group: TargetGroupItem, protocol: string): boolean {
  const { Protocol, VpcId, TargetType, ProtocolVersion } = item.targetGroup;
  const former = group.targetGroup;
  return (
    Protocol === protocol &&
    VpcId === former.VpcId &&
    TargetType === former.TargetType &&
    ProtocolVersion === former.ProtocolVersion &&
    item.targets.length > 0 &&
    targetNames(item) === targetNames(group)
  );
}

function targetNames(item: TargetGroupItem): string {
  return item.targets
    .map((target) => nameOf(item, target))
    .toSorted()
    .join(" ");
}

function exchangeFix(context: RuleContext, group: TargetGroupItem, ready: TargetGroupItem): Fix {
  const { TargetGroupName: name = "", Protocol = "" } = ready.targetGroup;
  const calls = context.inventory.listeners.flatMap((item) => exchangeCalls(item, group, ready));
  return {
    title: `Forward to ${name}, which has the same targets and protocol ${Protocol}`,
    cli: calls.map(({ operation, input }) =>
      operation === "ModifyListener"
        ? `aws elbv2 modify-listener --cli-input-json ${alwaysQuoted(JSON.stringify(input))}`
        : `aws elbv2 modify-rule --cli-input-json ${alwaysQuoted(JSON.stringify(input))}`,
    ),
    console: [
      "EC2 → Load Balancers → the load balancer → Listeners and rules → the rule → Edit",
      `Forward to target group: ${name}`,
    ],
    cloudFormation: `# in the actions of the listener and its rules\nTargetGroupArn: ${readable(ready.arn)}`,
    terraform: `# in the actions of the listener and its rules\ntarget_group_arn = "${readable(ready.arn)}"`,
    calls,
    deploys: [],
    onlyWhenAsked: false,
  };
}

function exchangeCalls(
  { listener, rules }: ListenerItem,
  { arn: former }: TargetGroupItem,
  { arn: wanted }: TargetGroupItem,
): AwsCall[] {
  const calls: AwsCall[] = [];
  const { ListenerArn, DefaultActions = [] } = listener;
  if (DefaultActions.some((action) => namesGroup(action, former))) {
    const input = (actions: readonly Action[]) => ({ ListenerArn, DefaultActions: actions });
    calls.push(exchangeCall("ModifyListener", input, { actions: DefaultActions, former, wanted }));
  }
  for (const { RuleArn, Actions = [], IsDefault } of rules) {
    if (IsDefault === true || !Actions.some((action) => namesGroup(action, former))) continue;
    const input = (actions: readonly Action[]) => ({ RuleArn, Actions: actions });
    calls.push(exchangeCall("ModifyRule", input, { actions: Actions, former, wanted }));
  }
  return calls;
}

function exchangeCall(
  operation: string,
  inputOf: (actions: readonly Action[]) => Record<string, unknown>,
  about: { readonly actions: readonly Action[]; readonly former: string; readonly wanted: string },
): AwsCall {
  const { actions, former, wanted } = about;
  return {
    service: "elbv2",
    operation,
    input: inputOf(actions.map((action) => exchanged(action, former, wanted))),
    undo: { operation, input: inputOf(actions) },
  };
}

function namesGroup({ TargetGroupArn, ForwardConfig }: Action, arn: string): boolean {
  const listed = ForwardConfig?.TargetGroups ?? [];
  return TargetGroupArn === arn || listed.some((group) => group.TargetGroupArn === arn);
}

function exchanged(action: Action, former: string, wanted: string): Action {
  const { TargetGroupArn, ForwardConfig } = action;
  const one = (arn: string | undefined) => (arn === former ? wanted : arn);
  return {
    ...action,
    ...(TargetGroupArn === undefined ? {} : { TargetGroupArn: one(TargetGroupArn) }),
    ...(ForwardConfig?.TargetGroups === undefined
      ? {}
      : {
          ForwardConfig: {
            ...ForwardConfig,
            TargetGroups: ForwardConfig.TargetGroups.map((group) => ({
              ...group,
              TargetGroupArn: one(group.TargetGroupArn),
            })),
          },
        }),
  };
}

function newGroupFix({ targetGroup, targets }: TargetGroupItem, protocol: string): Fix {
  const { TargetGroupName = "", Port = 0, VpcId = "", TargetType = "ip" } = targetGroup;
  const name = `${TargetGroupName}-${protocol.toLowerCase()}`;
  const registered = targets
    .map(({ target }) => `Id=${target.Id ?? ""},Port=${target.Port ?? Port}`)
    .join(" ");
  return manualFix({
    title: `Create a target group with protocol ${protocol} for the same targets, and forward to it`,
    cli: [
      `aws elbv2 create-target-group --name ${name} --protocol ${protocol} --port ${Port} --vpc-id ${readable(VpcId)} --target-type ${TargetType}`,
      `aws elbv2 register-targets --target-group-arn NEW-TARGET-GROUP --targets ${registered}`,
      "aws elbv2 modify-listener --listener-arn LISTENER --default-actions Type=forward,TargetGroupArn=NEW-TARGET-GROUP",
    ],
    console: [
      `EC2 → Target Groups → Create target group: protocol ${protocol}, the same port, VPC and targets`,
      "EC2 → Load Balancers → the load balancer → Listeners and rules → the rule → Edit → the new target group",
    ],
    cloudFormation: `# on the AWS::ElasticLoadBalancingV2::TargetGroup, which is replaced\nProtocol: ${protocol}`,
    terraform: `# on the aws_lb_target_group, which is replaced\nprotocol = "${protocol}"`,
  });
}

function speakTlsFix({ targetGroup }: TargetGroupItem): Fix {
  return manualFix({
    title: "Let the gateway speak TLS, with a name that the targets' certificate bears",
    cli: [
      "aws apigatewayv2 update-integration --api-id API --integration-id INTEGRATION --tls-config ServerNameToVerify=NAME",
      `# REST APIs: aws apigateway update-integration --rest-api-id API --resource-id RESOURCE --http-method METHOD --patch-operations op=replace,path=/uri,value=https://NAME:${targetGroup.Port ?? 443}/PATH`,
    ],
    console: [
      "API Gateway → the API → the integration → Edit → Secure server name (HTTP API) or an https:// endpoint URL (REST API)",
      "Deploy the stage",
    ],
    cloudFormation:
      "# on the AWS::ApiGatewayV2::Integration\nTlsConfig:\n  ServerNameToVerify: NAME\n# on the AWS::ApiGateway::Method\nIntegration:\n  Uri: https://NAME/PATH",
    terraform:
      '# on the aws_apigatewayv2_integration\ntls_config {\n  server_name_to_verify = "NAME"\n}\n# on the aws_api_gateway_integration\nuri = "https://NAME/PATH"',
  });
}
