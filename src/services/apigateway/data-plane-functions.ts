// What the control plane of REST APIs asks of the data plane. Declared here, given by whoever joins the two; without
// them the operations that need them answer that they are not there.
import type { RestApiContent, Scope } from "../../store/records.ts";

/** One call of TestInvokeMethod: the API as it is configured now, and the request to make up. */
export interface TestInvokeRequest {
  readonly scope: Scope;
  readonly content: RestApiContent;
  readonly resourceId: string;
  /** The verb to make up. The method of that name runs, or ANY where there is none; ANY itself stands for GET. */
  readonly httpMethod: string;
  /** As given, e.g. "/pets/1?type=dog"; empty when none is given. */
  readonly pathWithQueryString: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly clientCertificateId: string | undefined;
}

export interface TestInvokeResult {
  readonly status: number;
  readonly body: string;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  /** The execution log, its lines ended by a line feed. */
  readonly log: string;
  readonly latencyMs: number;
}

/** The functions of the data plane that operations call. */
export interface RestDataPlane {
  /** Runs one method of an API that need not be deployed; never rejects for what the integration does. */
  testInvokeMethod(request: TestInvokeRequest): Promise<TestInvokeResult>;
  /** Forgets all cached answers of a stage. */
  flushStageCache(restApiId: string, stageName: string): void;
  /** Forgets all cached decisions of a stage's authorizers. */
  flushAuthorizersCache(restApiId: string, stageName: string): void;
}
