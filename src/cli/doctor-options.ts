// What `postern doctor` was asked for, read from its flags.
import type { RequestToSend } from "../doctor/send-request.ts";

export type DoctorFormat = "text" | "json" | "markdown" | "sarif";

export interface DoctorOptions {
  /** Null: everything. */
  readonly apiId: string | null;
  readonly endpoints: readonly string[];
  readonly isAws: boolean;
  readonly profile: string | null;
  readonly region: string | null;
  readonly templates: readonly string[];
  /** Values of the templates' parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** That templates will be deployed to; null: any. */
  readonly account: string | null;
  readonly format: DoctorFormat;
  /** Codes or names; null: all. */
  readonly rules: readonly string[] | null;
  /** Null: nothing is changed. */
  readonly fix: FixOptions | null;
  /** The request whose failure is to be explained; null: none. */
  readonly request: NewRequest | PastRequest | null;
}

export type NewRequest = Omit<RequestToSend, "trustedCas">;

export interface PastRequest {
  readonly requestId: string;
}

export interface FixOptions {
  /** Codes or names; null: errors. */
  readonly rules: readonly string[] | null;
  /** Nobody is asked. */
  readonly isAgreed: boolean;
  readonly isDryRun: boolean;
  /** Also what is not on this machine. */
  readonly mayChangeAnything: boolean;
}
