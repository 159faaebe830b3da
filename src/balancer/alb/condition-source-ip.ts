// source-ip: the peer's address in one of the blocks, IPv4 or IPv6. X-Forwarded-For plays no part.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#source-ip-conditions
import ipaddr from "ipaddr.js";
import type { ConditionSnapshot } from "../../store/snapshots.ts";
import type { RequestFacts } from "./request-facts.ts";
import type { ProblemReporter, RuleCondition } from "./rule-condition.ts";

type Block = [ipaddr.IPv4 | ipaddr.IPv6, number];

export class SourceIpCondition implements RuleCondition {
  readonly field = "source-ip";
  readonly keys = null;
  readonly #blocks: readonly Block[];
  /** The answer to the last question: requests of one connection come from one address. */
  #lastAddress = "";
  #lastAnswer = false;

  constructor(condition: ConditionSnapshot, onProblem: ProblemReporter) {
    const blocks: Block[] = [];
    for (const value of condition.values) {
      if (ipaddr.isValidCIDR(value)) blocks.push(ipaddr.parseCIDR(value));
      else onProblem(`Source address block "${value}" matches nothing: not in CIDR form`);
    }
    this.#blocks = blocks;
  }

  matches(facts: RequestFacts): boolean {
    if (facts.sourceAddress === this.#lastAddress) return this.#lastAnswer;
    this.#lastAddress = facts.sourceAddress;
    this.#lastAnswer = this.#contains(facts.sourceAddress);
    return this.#lastAnswer;
  }

  seen(facts: RequestFacts): string {
    return facts.sourceAddress;
  }

  #contains(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    const address = ipaddr.process(text);
    return this.#blocks.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  }
}
