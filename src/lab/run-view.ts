// What /_postern/lab tells of scenarios and runs: plain data, for the console as well. Types alone.
import type { Finding } from "../doctor/rule.ts";

export interface ScenarioView {
  readonly name: string;
  readonly title: string;
  readonly story: string;
  /** "stack": built and asked. "refusal": an API refuses to build it. */
  readonly kind: "stack" | "refusal";
  readonly codes: readonly string[];
  /** The codes, or what stands for them: "healthy", "refused". */
  readonly label: string;
}

export interface LabView {
  readonly scenarios: readonly ScenarioView[];
  /** Newest first. */
  readonly runs: readonly RunView[];
}

export interface RunView {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly codes: readonly string[];
  readonly startedAtMs: number;
  readonly state: "running" | "passed" | "failed";
  /** What was not as declared. */
  readonly problems: readonly string[];
  /** 0 while it runs. */
  readonly durationMs: number;
}

/** With the steps so far. */
export interface RunWithSteps extends RunView {
  readonly steps: readonly StepView[];
}

type When = "before" | "after";
type Headers = readonly (readonly [name: string, value: string])[];

/** What was sent, without its body. */
export interface RequestView {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly bodyBytes: number;
}

export interface AnswerView {
  /** 0 when there was none. */
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: string;
  /** "" when the whole answer came. */
  readonly failure: string;
  readonly durationMs: number;
}

export interface FixView {
  readonly title: string;
  /** "apigatewayv2 UpdateIntegration {…}", deployments last. */
  readonly calls: readonly string[];
}

export type StepView =
  | { readonly kind: "opened"; readonly endpointUrl: string }
  | {
      readonly kind: "built";
      readonly url: string;
      /** Name in the scenario → ARN or id. */
      readonly resources: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: "asked";
      readonly when: When;
      readonly request: RequestView;
      readonly answer: AnswerView;
    }
  | { readonly kind: "refused"; readonly status: number; readonly message: string }
  | { readonly kind: "diagnosed"; readonly when: When; readonly findings: readonly Finding[] }
  | { readonly kind: "mended"; readonly fixes: readonly FixView[] };
