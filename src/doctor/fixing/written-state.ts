// What a call writes, and how to read it back: that is how the doctor sees that somebody else has changed the same
// thing in between, before it changes it and before it takes a change back. Pure; only what the call itself names is
// compared, so that other changes of the same resource are left alone.
import { canonicalText } from "../sources/canonical-text.ts";
import type { AwsCall } from "../rule.ts";

/** A call or its way back. */
export type Change = Pick<AwsCall, "service" | "operation" | "input">;

type Input = Readonly<Record<string, unknown>>;

export interface WrittenState {
  /** The call that reads it. */
  readonly read: Change;
  /** What is there once the change is made. */
  readonly after: string;
  /** The same of an answer to `read`. */
  of(answer: Input): string;
}

/** Null where a change cannot be read back by one call. */
export function writtenState({ service, operation, input }: Change): WrittenState | null {
  switch (service) {
    case "apigatewayv2":
      return httpApiState(operation, input);
    case "apigateway":
      return restApiState(operation, input);
    case "elbv2":
      return balancingState(operation, input);
    case "acm":
    case "ec2":
      // AWS itself refuses a rule that is there already, and to take away one that is not.
      return null;
  }
}

const HTTP_API_READS: Readonly<Record<string, readonly [read: string, ...identity: string[]]>> = {
  UpdateIntegration: ["GetIntegration", "ApiId", "IntegrationId"],
  UpdateRoute: ["GetRoute", "ApiId", "RouteId"],
  UpdateStage: ["GetStage", "ApiId", "StageName"],
};

function httpApiState(operation: string, input: Input): WrittenState | null {
  const [read, ...identity] = HTTP_API_READS[operation] ?? [];
  if (read === undefined) return null;
  return fieldState({ service: "apigatewayv2", operation: read, input }, identity, input);
}

const REST_API_READS: Readonly<Record<string, readonly [read: string, ...identity: string[]]>> = {
  UpdateIntegration: ["GetIntegration", "restApiId", "resourceId", "httpMethod"],
  UpdateStage: ["GetStage", "restApiId", "stageName"],
};

/** Patches name what they write by the path to it: "/tlsConfig/insecureSkipVerification". */
function restApiState(operation: string, input: Input): WrittenState | null {
  const [read, ...identity] = REST_API_READS[operation] ?? [];
  const { patchOperations } = input;
  if (read === undefined || !Array.isArray(patchOperations)) return null;
  const wanted: Record<string, unknown> = {};
  for (const { op, path, value } of patchOperations as Record<string, unknown>[]) {
    if (typeof path !== "string" || (op !== "replace" && op !== "remove")) return null;
    setAt(wanted, path.split("/").slice(1), op === "remove" ? "" : value);
  }
  return fieldState({ service: "apigateway", operation: read, input }, identity, wanted);
}

function setAt(shape: Record<string, unknown>, [name = "", ...rest]: string[], value: unknown) {
  if (rest.length === 0) {
    shape[name] = value;
    return;
  }
  const inner = (shape[name] ?? {}) as Record<string, unknown>;
  shape[name] = inner;
  setAt(inner, rest, value);
}

/** Members of the answer that the change names, its identity aside. */
function fieldState(read: Change, identity: readonly string[], wanted: Input): WrittenState {
  const fields = Object.fromEntries(
    Object.entries(wanted).filter(([name]) => !identity.includes(name)),
  );
  return {
    read: { ...read, input: picked(read.input, identity) },
    after: canonicalText(likeness(fields, fields)),
    of: (answer) => canonicalText(likeness(fields, answer)),
  };
}

function picked(input: Input, names: readonly string[]): Input {
  return Object.fromEntries(names.map((name) => [name, input[name]]));
}

/** What `value` has where `shape` has something; "", false and nothing are one, as AWS leaves out what is not set. */
function likeness(shape: unknown, value: unknown): unknown {
  if (Array.isArray(shape)) return value;
  if (typeof shape === "object" && shape !== null) {
    const members = (value ?? {}) as Input;
    return Object.fromEntries(
      Object.entries(shape).map(([name, inner]) => [name, likeness(inner, members[name])]),
    );
  }
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : canonicalText(value);
  return text === "false" ? "" : text;
}

function balancingState(operation: string, input: Input): WrittenState | null {
  switch (operation) {
    case "ModifyLoadBalancerAttributes":
      return attributeState(
        "DescribeLoadBalancerAttributes",
        { LoadBalancerArn: input["LoadBalancerArn"] },
        input,
      );
    case "ModifyListenerAttributes":
      return attributeState(
        "DescribeListenerAttributes",
        { ListenerArn: input["ListenerArn"] },
        input,
      );
    case "ModifyListener":
      return listedState("Listeners", "ListenerArn", input);
    case "ModifyRule":
      return listedState("Rules", "RuleArn", input);
    case "ModifyTargetGroup":
      return listedState("TargetGroups", "TargetGroupArn", input);
    case "SetSecurityGroups":
      return listedState("LoadBalancers", "LoadBalancerArn", input);
    case "AddListenerCertificates":
    case "RemoveListenerCertificates":
      return certificateState(operation, input);
    default:
      return null;
  }
}

function attributeState(operation: string, identity: Input, input: Input): WrittenState {
  const wanted = attributesIn(input);
  const names = [...wanted.keys()];
  const textOf = (values: ReadonlyMap<string, string>): string =>
    JSON.stringify(names.map((name) => [name, values.get(name) ?? ""]));
  return {
    read: { service: "elbv2", operation, input: identity },
    after: textOf(wanted),
    of: (answer) => textOf(attributesIn(answer)),
  };
}

function attributesIn({ Attributes }: Input): Map<string, string> {
  const listed = Array.isArray(Attributes) ? (Attributes as Record<string, unknown>[]) : [];
  return new Map(listed.map(({ Key, Value }) => [String(Key), String(Value)]));
}

/** "Listeners" are described by "ListenerArns" and answered as "Listeners". */
function listedState(list: string, identity: string, input: Input): WrittenState {
  const read: Change = {
    service: "elbv2",
    operation: `Describe${list}`,
    input: { [`${identity}s`]: [input[identity]] },
  };
  const fields = Object.fromEntries(Object.entries(input).filter(([name]) => name !== identity));
  const textOf = (shape: Input): string => canonicalText(likeness(fields, plainMembers(shape)));
  return {
    read,
    after: textOf(fields),
    of(answer) {
      const [found] = Array.isArray(answer[list]) ? (answer[list] as Input[]) : [];
      return textOf(found ?? {});
    },
  };
}

const ENFORCE = "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic";

/** What AWS adds to lists when it answers them is taken off. */
function plainMembers(shape: Input): Input {
  const { Certificates, SecurityGroups } = shape;
  return {
    ...shape,
    // AWS answers it only where it was set; rules hold for PrivateLink unless they are told not to.
    [ENFORCE]: shape[ENFORCE] ?? "on",
    ...(Array.isArray(Certificates) && {
      Certificates: (Certificates as Input[]).map(({ CertificateArn }) => CertificateArn),
    }),
    ...(Array.isArray(SecurityGroups) && { SecurityGroups: SecurityGroups.map(String).toSorted() }),
  };
}

function certificateState(operation: string, input: Input): WrittenState {
  const wanted = arnsIn(input);
  const isThere = operation === "AddListenerCertificates";
  const textOf = (there: readonly boolean[]): string => JSON.stringify(there);
  return {
    read: {
      service: "elbv2",
      operation: "DescribeListenerCertificates",
      input: { ListenerArn: input["ListenerArn"] },
    },
    after: textOf(wanted.map(() => isThere)),
    of(answer) {
      const there = new Set(arnsIn(answer));
      return textOf(wanted.map((arn) => there.has(arn)));
    },
  };
}

function arnsIn({ Certificates }: Input): string[] {
  const listed = Array.isArray(Certificates) ? (Certificates as Input[]) : [];
  return listed.map(({ CertificateArn }) => String(CertificateArn));
}
