// A parsed metric math expression. Plain data: what it means is in metric-math-evaluator.ts.

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "=="
  | "!="
  | "<="
  | ">="
  | "<"
  | ">"
  | "AND"
  | "OR";

export interface MathCall {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly MathNode[];
}

export type MathNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text"; readonly text: string }
  /** The id of another query. */
  | { readonly kind: "reference"; readonly id: string }
  /** A word in capitals that is an argument by itself: REPEAT, LINEAR, AVG, DESC. */
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "array"; readonly items: readonly MathNode[] }
  | { readonly kind: "unary"; readonly operator: "-" | "NOT"; readonly operand: MathNode }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: MathNode;
      readonly right: MathNode;
    }
  | MathCall;

/** Every node of the expression, the expression first. */
export function* allNodes(node: MathNode): Generator<MathNode> {
  yield node;
  switch (node.kind) {
    case "array":
      for (const item of node.items) yield* allNodes(item);
      break;
    case "call":
      for (const argument of node.args) yield* allNodes(argument);
      break;
    case "unary":
      yield* allNodes(node.operand);
      break;
    case "binary":
      yield* allNodes(node.left);
      yield* allNodes(node.right);
      break;
    case "number":
    case "text":
    case "reference":
    case "word":
      break;
  }
}
