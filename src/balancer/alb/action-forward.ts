// forward: one of up to five target groups, by weight. The choice comes before anything is known of the targets: a
// group without healthy targets still gets its share [I].
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions
import type { ActionSnapshot } from "../../store/snapshots.ts";

export const ACTION_FORWARD = 1;

export class ForwardAction {
  readonly kind = ACTION_FORWARD;
  readonly name = "forward";
  readonly #arns: readonly string[];
  /** Sum of the weights up to and including that group's. */
  readonly #ends: readonly number[];

  constructor(action: ActionSnapshot & { readonly type: "forward" }) {
    const arns: string[] = [];
    const ends: number[] = [];
    let sum = 0;
    for (const group of action.targetGroups) {
      if (group.weight <= 0) continue;
      sum += group.weight;
      arns.push(group.targetGroupArn);
      ends.push(sum);
    }
    this.#arns = arns;
    this.#ends = ends;
  }

  /** The group for a number in [0, 1); null when the weights add up to nothing, which is a 503 [I]. */
  chooseGroup(random: number): string | null {
    const count = this.#arns.length;
    if (count === 1) return this.#arns[0] as string;
    const point = random * (this.#ends[count - 1] ?? 0);
    for (let i = 0; i < count; i++) {
      if (point < (this.#ends[i] as number)) return this.#arns[i] as string;
    }
    return null;
  }
}
