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
    const hasWarnings = this.warnings.length > 0;
    if (this.errors.length > 0) {
      const errors = listed("Errors found during import:", this.errors);
      if (!hasWarnings) return errors;
      return `${errors}\n${listed("Additionally, these warnings were found:", this.warnings)}`;
    }
    if (!failOnWarnings || !hasWarnings) return undefined;
    return listed("Warnings found during import:", this.warnings);
  }
}

function listed(title: string, lines: readonly string[]): string {
  return [title, ...lines].join("\n\t");
}
