// What an import has to say of its document. Warnings are answered beside the API, or refuse it with failOnWarnings;
// errors always refuse it, all of them in one message.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/import-errors.html

/** More lines of a kind than this help nobody. */
export const REPORT_LINES_MAX = 100;

export class ImportReport {
  readonly warnings: string[] = [];
  readonly errors: string[] = [];

  warn(line: string): void {
    if (this.warnings.length < REPORT_LINES_MAX) this.warnings.push(line);
  }

  fail(line: string): void {
    if (this.errors.length < REPORT_LINES_MAX) this.errors.push(line);
  }

  /** Why nothing is imported; undefined when everything may be. */
  refusal(failOnWarnings: boolean): string | undefined {
    const warnings = ["Warnings found during import:", ...this.warnings].join("\n\t");
    if (this.errors.length > 0) {
      const errors = ["Errors found during import:", ...this.errors].join("\n\t");
      return this.warnings.length > 0 ? `${errors}\n${warnings}` : errors;
    }
    return failOnWarnings && this.warnings.length > 0 ? warnings : undefined;
  }
}
