// What a stack of CloudFormation offers to intrinsic functions. The functions are in cloudformation-functions.ts, a
// stack in cloudformation-stack.ts.
import { isUnresolved } from "../unresolved.ts";

/** True, false, or why nobody can tell. */
export type Truth = boolean | string;

export interface Evaluator {
  /** With every function replaced by its value; undefined for AWS::NoValue. */
  evaluate(value: unknown): unknown;
  ref(name: string): unknown;
  attribute(resource: string, attribute: string): unknown;
  condition(name: string): Truth;
  mapping(map: string, first: string, second: string): unknown;
  importedValue(name: string): unknown;
  /** A file beside the template, parsed; undefined when it is not there. */
  include(location: string): unknown;
  /** The region, or undefined when nobody said it. */
  readonly region: string | undefined;
}

/** True for a value that stands for what is not known. */
export function isUnknown(value: unknown): value is string {
  return typeof value === "string" && isUnresolved(value);
}
