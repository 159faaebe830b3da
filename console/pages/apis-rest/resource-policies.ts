// The resource policy of an API. Answers have it as the inside of a JSON text, slashes escaped.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
import type { RestApi } from "@aws-sdk/client-api-gateway";
import { apiGateway } from "../../commons/aws-clients.ts";

/** The policy as it was saved; "" when there is none. */
export function policyOf({ policy = "" }: RestApi): string {
  try {
    return JSON.parse(`"${policy}"`) as string;
  } catch {
    return policy;
  }
}

/** "" takes the policy away. */
export async function savePolicy(restApiId: string, policy: string): Promise<void> {
  const patchOperations = [{ op: "replace" as const, path: "/policy", value: policy }];
  await (await apiGateway()).updateRestApi({ restApiId, patchOperations });
}

const ALL = "execute-api:/*";

function denyWhere(condition: object) {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "execute-api:Invoke",
        Resource: ALL,
        Condition: condition,
      },
      { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: ALL },
    ],
  };
}

/**
 * What AWS's console offers to begin with; what stands in double braces is to be filled in.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export const POLICY_TEMPLATES: readonly { readonly name: string; readonly policy: object }[] = [
  {
    name: "AWS account allowlist",
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::{{otherAWSAccountID}}:root"] },
          Action: "execute-api:Invoke",
          Resource: ALL,
        },
      ],
    },
  },
  {
    name: "IP range denylist",
    policy: denyWhere({ IpAddress: { "aws:SourceIp": ["{{sourceIpOrCIDRBlock}}"] } }),
  },
  {
    name: "Source VPC allowlist",
    policy: denyWhere({ StringNotEquals: { "aws:SourceVpc": "{{vpcID}}" } }),
  },
];
