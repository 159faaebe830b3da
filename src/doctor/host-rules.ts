// What the rules of an Application Load Balancer's listener make of a host, asked of the very conditions that the load
// balancer tries. Other conditions are only tried where the request is known well enough; where it is not, a rule
// counts as one that may take it. Pure.
import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { CONDITIONS } from "../balancer/alb/conditions.ts";
import { hostForRules, type RequestFacts } from "../balancer/alb/request-facts.ts";
import { compileRule } from "../store/compile-rule.ts";
import type { RuleSnapshot } from "../store/snapshots.ts";
import type { Fields } from "../wire/http1/fields.ts";
import type { ListenerItem } from "./inventory.ts";
import { isUnresolved } from "./unresolved.ts";

/** A request as far as it is known; "" for what is not. */
export interface KnownRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

export interface HostVerdict {
  /** "default": no rule but the default one can take it. */
  readonly outcome: "no-host-rules" | "taken" | "default" | "unresolved";
  /** What the rules with conditions on the host ask for. */
  readonly values: readonly string[];
  readonly defaultAction: Action | null;
}

type Condition = RuleSnapshot["conditions"][number];

/** Which rules of the listener can take the requests. */
export function judgeHost(listener: ListenerItem, requests: readonly KnownRequest[]): HostVerdict {
  const rules = listener.rules.filter((rule) => rule.IsDefault !== true).map(compileRule);
  const withHost = rules.filter((rule) => rule.conditions.some(isAboutHost));
  const conditions = withHost.flatMap((rule) => rule.conditions.filter(isAboutHost));
  const values = [...new Set(conditions.flatMap(({ values: texts }) => texts))];
  const regexValues = conditions.flatMap((condition) => condition.regexValues);
  const shown = [...values, ...new Set(regexValues.map((text) => `/${text}/`))];
  const defaultAction = defaultActionOf(listener);
  const verdict = (outcome: HostVerdict["outcome"]) => ({
    outcome,
    values: shown,
    defaultAction,
  });
  if (withHost.length === 0) return verdict("no-host-rules");
  if (requests.some((request) => rules.some((rule) => mayTake(rule, request)))) {
    return verdict("taken");
  }
  return verdict(shown.some(isUnresolved) ? "unresolved" : "default");
}

/** Values that are hosts themselves, without wildcards. */
export function plainHosts({ values }: HostVerdict): string[] {
  return values.filter((value) => !/[*?/]/.test(value) && !isUnresolved(value));
}

function isAboutHost({ field }: Condition): boolean {
  return field === "host-header";
}

function defaultActionOf({ listener, rules }: ListenerItem): Action | null {
  const actions = rules.find((rule) => rule.IsDefault === true)?.Actions ?? listener.DefaultActions;
  return actions?.toSorted((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).at(-1) ?? null;
}

function mayTake(rule: RuleSnapshot, request: KnownRequest): boolean {
  const facts = factsOf(request);
  return rule.conditions.every((condition) => {
    if (isUnresolved([...condition.values, ...condition.regexValues].join(" "))) {
      return !isAboutHost(condition);
    }
    switch (condition.field) {
      case "host-header":
        break;
      case "path-pattern":
        if (request.path === "") return true;
        break;
      case "http-request-method":
        if (request.method === "") return true;
        break;
      default:
        return true;
    }
    return CONDITIONS[condition.field](condition, ignoreProblem).matches(facts);
  });
}

/** The load balancer tells of expressions that it cannot use; here they just match nothing. */
function ignoreProblem(): void {}

function factsOf({ host, method, path }: KnownRequest): RequestFacts {
  return {
    method,
    host: hostForRules(host),
    path,
    query: "",
    sourceAddress: "",
    fields: NO_FIELDS,
    queryPairs: null,
  };
}

const NO_FIELDS: Fields = {
  count: 0,
  id: () => 0,
  name: () => "",
  value: () => "",
  line: () => "",
  lineStart: () => 0,
  lineEnd: () => 0,
  hasColon: () => false,
  has: () => false,
  find: () => -1,
  findFrom: () => -1,
  get: () => undefined,
  joined: () => undefined,
  isHopByHop: () => false,
};
