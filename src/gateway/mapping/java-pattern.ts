// Selection patterns of integration responses and the like: Java regular expressions matched against a whole text.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
import { compileJavaRegex } from "../../base/java-pattern.ts";

/** A pattern, or what stands in for one that cannot be read. */
export interface JavaPattern {
  /** Whether the whole text matches. False also for a pattern that cannot be read or takes too long. */
  matches(text: string): boolean;
  /** Why the pattern cannot be read; "" when it can. */
  readonly problem: string;
}

/** Compiles once; what cannot be read matches nothing and says why. */
export function compileJavaPattern(pattern: string): JavaPattern {
  const compiled = compileJavaRegex(pattern);
  if ("problem" in compiled) return { matches: () => false, problem: compiled.problem };
  return { matches: (text) => compiled.matches(text), problem: "" };
}
