// DescribeAccountAttributes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAccountAttributes.html
import type { OperationContext } from "../operation-context.ts";
import { ec2Error } from "./ec2-errors.ts";
import type { Ec2Input, Ec2Output } from "./ec2-operation.ts";

const FIXED_ATTRIBUTES: Readonly<Record<string, string>> = {
  "supported-platforms": "VPC",
  "max-instances": "20",
  "vpc-max-security-groups-per-interface": "5",
  "max-elastic-ips": "5",
  "vpc-max-elastic-ips": "5",
};

export async function describeAccountAttributes(
  input: Ec2Input<"DescribeAccountAttributes">,
  { records }: OperationContext,
): Promise<Ec2Output<"DescribeAccountAttributes">> {
  const defaultVpc = (await records.list("vpc")).find(({ body }) => body.vpc.IsDefault === true);
  const attributes = { ...FIXED_ATTRIBUTES, "default-vpc": defaultVpc?.id ?? "none" };
  const names: readonly string[] = input.AttributeNames ?? [];
  for (const name of names) {
    if (!(name in attributes)) {
      throw ec2Error(
        "InvalidParameterValue",
        `Value (${name}) for parameter attributeName is invalid.`,
      );
    }
  }
  return {
    AccountAttributes: Object.entries(attributes)
      .filter(([name]) => names.length === 0 || names.includes(name))
      .map(([AttributeName, AttributeValue]) => ({
        AttributeName,
        AttributeValues: [{ AttributeValue }],
      })),
  };
}
