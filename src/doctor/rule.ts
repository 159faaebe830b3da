// What a rule of the doctor is: a pure function of the inventory and of evidence, and what it says. One rule per file
// in rules/, listed in rule-list.ts, with a page of its own in docs/rules/.
import type { Evidence } from "./evidence.ts";
import type { Inventory, InventoryPart, SourceLocation } from "./inventory.ts";
import type { Way } from "./ways.ts";

export type Severity = "error" | "warning" | "info";

/** The resource a finding is about. */
export interface FindingResource {
  /** "integration", "listener", "load balancer", "stage", "VPC link" … */
  readonly kind: string;
  /** ARN where AWS has one for it, else "API id/integration id" and the like. */
  readonly id: string;
  /** For people: "integration abc123 of HTTP API pets". */
  readonly name: string;
  readonly location: SourceLocation;
}

/** A call to an AWS API: the SDK's client and command names say it all. */
export interface AwsCall {
  readonly service: "apigateway" | "apigatewayv2" | "elbv2" | "acm" | "ec2";
  /** "UpdateIntegration" */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What takes it back, if it can be taken back. */
  readonly undo: {
    readonly operation: string;
    readonly input: Readonly<Record<string, unknown>>;
  } | null;
}

/** One way to mend a finding; the first of a finding's fixes is the one that `--fix` makes. */
export interface Fix {
  readonly title: string;
  /** AWS CLI commands, complete. */
  readonly cli: readonly string[];
  /** Where to click in AWS's console (the same places exist in Postern's). */
  readonly console: readonly string[];
  /** The change in a template: a fragment of YAML. "" where it makes no sense. */
  readonly cloudFormation: string;
  /** The same in HCL. */
  readonly terraform: string;
  /** What the doctor can do itself; empty when it cannot (a client or target must change). */
  readonly calls: readonly AwsCall[];
  /** Stages to deploy afterwards, where deployment is not automatic. */
  readonly deploys: readonly StageToDeploy[];
  /** Never made unless its code was asked for: it changes what reaches a backend. */
  readonly onlyWhenAsked: boolean;
}

export interface StageToDeploy {
  readonly apiType: "http" | "rest";
  readonly apiId: string;
  readonly stageName: string;
}

/** What a rule reports; the engine adds what the rule itself says once for all its findings. */
export interface Report {
  readonly resource: FindingResource;
  /** One line: "Integration abc123 sends plain HTTP to the HTTPS listener of app/shop/… on port 443". */
  readonly title: string;
  /** What was seen, with values: name → value. */
  readonly seen: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Why it fails, in terms of bytes and hops. */
  readonly why: string;
  readonly fixes: readonly Fix[];
  /** Where it is less, or more, than the rule's own severity. */
  readonly severity?: Severity;
}

export interface Finding extends Required<Report> {
  readonly code: string;
  readonly name: string;
  readonly page: string;
  /** Only what is configured and not deployed shows it: it comes with the next deployment. */
  readonly isPending: boolean;
  /** What mends it is saved and waits for this deployment; null when nothing does. */
  readonly mendedBy: { readonly code: "PST301"; readonly deploys: readonly StageToDeploy[] } | null;
}

/** A rule that had to look into something it could not. */
export interface Undecided {
  readonly code: string;
  readonly resource: FindingResource;
  readonly why: string;
}

/** Which state of the APIs is examined: what stages serve, or what the next deployment would. */
export type View = "deployed" | "configured";

export interface RuleContext {
  /** Reading a part that the rule did not declare throws in tests. */
  readonly inventory: Inventory;
  readonly view: View;
  /** Every way from a stage's route or method to a backend, in this view. */
  readonly ways: readonly Way[];
  readonly evidence: Evidence;
  readonly nowMs: number;
  /** True where somebody has named the rule: what is no mistake, and worth an answer to who asks, is told then. */
  readonly isAsked: boolean;
  report(report: Report): void;
  undecided(resource: FindingResource, why: string): void;
}

/** Findings of the other rules, for the one that explains what a deployment would mend. */
export interface DeploymentContext extends RuleContext {
  readonly mendedByDeployment: readonly Finding[];
  /** Those that only what is configured shows: they come with the next deployment. */
  readonly broughtByDeployment: readonly Finding[];
}

export interface DoctorRule {
  /** "PST101"; never used again for anything else. */
  readonly code: string;
  /** "plain-http-to-tls-listener" */
  readonly name: string;
  readonly severity: Severity;
  /** One line for lists. */
  readonly summary: string;
  /** AWS's page about it. */
  readonly awsPage: string;
  /** Parts of the inventory that it reads; `ways` counts as the parts that ways are made of. */
  readonly inputs: readonly InventoryPart[];
  readonly evidence: readonly (keyof Evidence)[];
  examine(context: RuleContext): void;
}
