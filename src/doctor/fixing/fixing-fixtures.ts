// What the tests of fixes share: an AWS that remembers what it was called for and refuses what it is told to refuse.
import type { AwsCall } from "../rule.ts";
import type { AwsCaller } from "./aws-caller.ts";

export type FakeAnswer = (
  input: Readonly<Record<string, unknown>>,
) => Readonly<Record<string, unknown>>;

/** Attributes that a load balancer has, as tests call them. */
const ATTRIBUTE_NAMES = ["a", "b", "c", "d"];

export class FakeAws implements AwsCaller {
  /** "service Operation" of each call but reads of state, and what of its input tells it apart. */
  readonly calls: string[] = [];
  /** Of load balancers: what ModifyLoadBalancerAttributes has set; "old" before. Others may change it. */
  readonly attributes = new Map<string, string>();
  readonly #answers: Readonly<Record<string, FakeAnswer>>;

  /** `answers`: by operation; operations without one answer {}. One that throws is refused. */
  constructor(answers: Readonly<Record<string, FakeAnswer>> = {}) {
    this.#answers = answers;
  }

  async call(
    service: AwsCall["service"],
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (!operation.startsWith("Describe") && operation !== "GetIntegration") {
      this.calls.push(`${service} ${operation} ${JSON.stringify(input)}`);
    }
    const answer = this.#answers[operation]?.(input);
    if (operation === "ModifyLoadBalancerAttributes") this.#keep(input);
    if (operation === "DescribeLoadBalancerAttributes") return answer ?? this.#described();
    return answer ?? {};
  }

  #keep({ Attributes }: Readonly<Record<string, unknown>>): void {
    for (const { Key, Value } of Attributes as { Key: string; Value: string }[]) {
      this.attributes.set(Key, Value);
    }
  }

  #described(): Readonly<Record<string, unknown>> {
    const all = new Map([
      ...ATTRIBUTE_NAMES.map((name) => [name, "old"] as const),
      ...this.attributes,
    ]);
    return { Attributes: [...all].map(([Key, Value]) => ({ Key, Value })) };
  }
}

/** Changes attribute `Key` of a load balancer, and back. */
export function attributeCall(Key: string, hasUndo = true): AwsCall {
  const input = (Value: string) => ({ LoadBalancerArn: "lb", Attributes: [{ Key, Value }] });
  const operation = "ModifyLoadBalancerAttributes";
  return {
    service: "elbv2",
    operation,
    input: input("new"),
    undo: hasUndo ? { operation, input: input("old") } : null,
  };
}

/** Throws as the SDK does. */
export function refuse(name: string, message: string): never {
  const error = new Error(message);
  error.name = name;
  throw error;
}
