// A mapping template after it was read: what the renderer walks. Pure types.
import type { JavaValue } from "./java-value.ts";

export interface VtlReference {
  readonly type: "reference";
  /** The variable: "input" of $input.path('$').a */
  readonly root: string;
  readonly steps: readonly VtlStep[];
}

export type VtlStep =
  | { readonly type: "property"; readonly name: string }
  | { readonly type: "index"; readonly key: VtlExpression }
  | { readonly type: "method"; readonly name: string; readonly args: readonly VtlExpression[] };

export type VtlOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "||"
  | "&&"
  | ">"
  | "<"
  | ">="
  | "<="
  | "=="
  | "!=";

export type VtlExpression =
  | VtlReference
  | { readonly type: "literal"; readonly value: JavaValue }
  /** A text in double quotes with references in it. */
  | { readonly type: "interpolated"; readonly body: readonly VtlStatement[] }
  | { readonly type: "list"; readonly items: readonly VtlExpression[] }
  | { readonly type: "range"; readonly from: VtlExpression; readonly to: VtlExpression }
  | {
      readonly type: "map";
      readonly members: readonly (readonly [name: string, value: VtlExpression])[];
    }
  | { readonly type: "not"; readonly operand: VtlExpression }
  | {
      readonly type: "operation";
      readonly operator: VtlOperator;
      readonly left: VtlExpression;
      readonly right: VtlExpression;
    };

export interface VtlBranch {
  /** Null: #else. */
  readonly condition: VtlExpression | null;
  readonly body: readonly VtlStatement[];
}

export interface VtlMacro {
  readonly parameters: readonly string[];
  readonly body: readonly VtlStatement[];
}

export type VtlStatement =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "print";
      readonly reference: VtlReference;
      /** "$!": nothing at all stands for what has no value. */
      readonly isQuiet: boolean;
      /** As it stands in the template. */
      readonly source: string;
      /** Backslashes right before it. */
      readonly backslashes: number;
    }
  | { readonly type: "set"; readonly target: VtlReference; readonly value: VtlExpression }
  | { readonly type: "if"; readonly branches: readonly VtlBranch[] }
  | {
      readonly type: "foreach";
      readonly variable: string;
      readonly list: VtlExpression;
      readonly body: readonly VtlStatement[];
    }
  | { readonly type: "define"; readonly name: string; readonly body: readonly VtlStatement[] }
  | { readonly type: "call"; readonly name: string; readonly args: readonly VtlExpression[] }
  | { readonly type: "break" | "stop" };
