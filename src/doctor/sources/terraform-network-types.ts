// Security groups, certificates and what registers targets, of Terraform's AWS provider in CloudFormation's terms.
import { listOf, textOf, type JsonObject } from "../../services/openapi/json-value.ts";
import { blocks, renamed } from "./terraform-attributes.ts";

/** Stands for the group that a rule is in, until rules are joined to groups. */
export const ITSELF = "itself";

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/acm_certificate */
export function certificate(values: JsonObject): JsonObject {
  return renamed(values, {});
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group */
export function securityGroup(values: JsonObject): JsonObject {
  return {
    GroupName: values["name"] ?? undefined,
    VpcId: values["vpc_id"] ?? undefined,
    // "Terraform removes the default rule": what is not written is not let out.
    HasNoDefaultEgress: true,
    SecurityGroupIngress: blocks(values["ingress"]).flatMap((rule) => rulesOf(rule, "Source")),
    SecurityGroupEgress: blocks(values["egress"]).flatMap((rule) => rulesOf(rule, "Destination")),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule */
export function securityGroupRule(values: JsonObject): JsonObject {
  const isEgress = values["type"] === "egress";
  const peer = textOf(values["source_security_group_id"]);
  const rule = { ...values, security_groups: peer === undefined ? [] : [peer] };
  return {
    IsEgress: isEgress,
    GroupId: values["security_group_id"],
    Rules: rulesOf(rule, isEgress ? "Destination" : "Source"),
  };
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule */
export function vpcSecurityGroupRule(
  values: JsonObject,
  peer: "Source" | "Destination",
): JsonObject {
  return {
    GroupId: values["security_group_id"],
    IpProtocol: values["ip_protocol"],
    FromPort: values["from_port"] ?? undefined,
    ToPort: values["to_port"] ?? undefined,
    CidrIp: values["cidr_ipv4"] ?? undefined,
    CidrIpv6: values["cidr_ipv6"] ?? undefined,
    [`${peer}PrefixListId`]: values["prefix_list_id"] ?? undefined,
    [`${peer}SecurityGroupId`]: values["referenced_security_group_id"] ?? undefined,
  };
}

/** One rule per address range or group, as CloudFormation has them. */
function rulesOf(values: JsonObject, peer: "Source" | "Destination"): JsonObject[] {
  const common = {
    IpProtocol: values["protocol"],
    FromPort: values["from_port"] ?? undefined,
    ToPort: values["to_port"] ?? undefined,
  };
  const groups = listOf(values["security_groups"]);
  return [
    ...listOf(values["cidr_blocks"]).map((cidr) => ({ ...common, CidrIp: cidr })),
    ...listOf(values["ipv6_cidr_blocks"]).map((cidr) => ({ ...common, CidrIpv6: cidr })),
    ...listOf(values["prefix_list_ids"]).map((id) => ({ ...common, [`${peer}PrefixListId`]: id })),
    ...[...groups, ...(values["self"] === true ? [ITSELF] : [])].map((id) => ({
      ...common,
      [`${peer}SecurityGroupId`]: id,
    })),
  ];
}

/** Whatever it says is looked through for target groups. */
export function ecsService(values: JsonObject): JsonObject {
  return { LoadBalancers: values["load_balancer"] };
}
