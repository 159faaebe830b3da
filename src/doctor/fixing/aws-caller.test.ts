import { expect, test } from "vitest";
import type { AwsClients } from "../sources/aws-clients.ts";
import { createAwsCaller } from "./aws-caller.ts";

/** A client that answers with what it was sent. */
const echo = { send: async (command: unknown) => ({ command }) };
const clients = {
  apigateway: echo,
  apigatewayv2: echo,
  elbv2: echo,
  acm: echo,
  ec2: echo,
} as unknown as AwsClients;

test.for([
  ["apigateway", "UpdateIntegration"],
  ["apigatewayv2", "UpdateIntegration"],
  ["elbv2", "ModifyLoadBalancerAttributes"],
  ["acm", "DescribeCertificate"],
  ["ec2", "AuthorizeSecurityGroupIngress"],
] as const)("createAwsCaller() makes the command of %s %s", async ([service, operation]) => {
  const { command } = await createAwsCaller(clients).call(service, operation, { A: 1 });
  const { name } = (command as object).constructor;
  expect([name, (command as { input: unknown }).input]).toEqual([`${operation}Command`, { A: 1 }]);
});

test("createAwsCaller() refuses an operation that the SDK does not have", async () => {
  await expect(createAwsCaller(clients).call("acm", "MendEverything", {})).rejects.toThrow(
    "Cannot call acm MendEverything",
  );
});
