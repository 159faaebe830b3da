// What a scenario of the lab is: a named failure that can be built again at any time, the request that shows it, what
// the doctor must say of it, and whether what the doctor proposes mends it. One scenario per file in scenarios/.
import type { Evidence } from "../doctor/evidence.ts";
import type { Inventory } from "../doctor/inventory.ts";
import type { Severity } from "../doctor/rule.ts";
import type { LabStack } from "./lab-stack.ts";

/** What a client gets, as declared. */
export interface Symptom {
  /** 0: no answer. */
  readonly status: number;
  /** In the body, or in the failure's text where there is no answer. */
  readonly text: string;
}

/** A finding that the doctor must make. */
export interface ExpectedFinding {
  readonly code: string;
  /** Of the built stack's resources, by the name that `build` gave it. */
  readonly resource: string;
  /** "error" when left out. */
  readonly severity?: Severity;
}

export interface LabRequest {
  readonly method: string;
  /** Appended to the built stack's URL. */
  readonly path: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: Buffer;
}

/** What `build` hands back. */
export interface BuiltStack {
  /** Invoke URL of the stage, without a slash at its end. */
  readonly url: string;
  /** Name in the scenario → id as findings name it: an ARN, "API/INTEGRATION", a link's id. */
  readonly resources: Readonly<Record<string, string>>;
}

interface ScenarioText {
  /** "plain-http-to-https-listener": how it is run. */
  readonly name: string;
  /** One line. */
  readonly title: string;
  /** A few sentences for somebody who meets it for the first time. */
  readonly story: string;
}

/** A stack that is built, asked, diagnosed, mended and asked again. */
export interface StackScenario extends ScenarioText {
  readonly kind: "stack";
  build(stack: LabStack): Promise<BuiltStack>;
  readonly request: LabRequest;
  readonly symptom: Symptom;
  /** All that the doctor may say at warning or above, and all that it must say. Empty: silence at every level. */
  readonly findings: readonly ExpectedFinding[];
  /** Codes that may come beside those at level info. */
  readonly mayAlsoSay?: readonly string[];
  readonly mends: "never" | MendingExpectation;
  /**
   * What no stack can be brought to (sixty idle days, a failed link): done to the inventory that was read, instead of
   * to the stack. The story says so.
   */
  imagine?(inventory: Inventory, built: BuiltStack): Inventory;
  /** Likewise for evidence. */
  imagineEvidence?(evidence: Evidence, built: BuiltStack): Evidence;
}

export interface MendingExpectation {
  /** Who makes the change: the first finding's first fix, or the scenario where the doctor has no call of its own. */
  readonly by: "doctor" | ((stack: LabStack, built: BuiltStack) => Promise<void>);
  /** What is changed, for people; the fix's title when left out. */
  readonly title?: string;
  readonly symptom: Symptom;
  /** Waits for what takes its time: health checks. */
  settled?(stack: LabStack, built: BuiltStack): Promise<void>;
  /** The request afterwards, where it is another. */
  readonly request?: LabRequest;
}

/** What cannot be built because an API refuses it: the refusal, and what the doctor says of it in a template. */
export interface RefusalScenario extends ScenarioText {
  readonly kind: "refusal";
  /** Makes the call that is refused; what it throws is the symptom. */
  attempt(stack: LabStack): Promise<unknown>;
  /** The HTTP status and a text of the refusal's message. */
  readonly symptom: Symptom;
  /** A CloudFormation template in which it stands, null where a template cannot show it. */
  readonly template: { readonly fails: string; readonly works: string } | null;
  readonly findings: readonly ExpectedFinding[];
}

export type Scenario = StackScenario | RefusalScenario;

/** Every code that a scenario is about. */
export function codesOf({ findings }: Scenario): string[] {
  return [...new Set(findings.map(({ code }) => code))];
}

/** What stands for the codes in lists. */
export function labelOf(scenario: Scenario): string {
  const codes = codesOf(scenario);
  if (codes.length > 0) return codes.join(" ");
  return scenario.kind === "refusal" ? "refused" : "healthy";
}
