// Postern's own lint rules, for oxlint's JS plugin interface. Plain JavaScript: the linter loads it with
// whatever Node runs the linter.

/** Copying on the hot path is a choice that has to be seen: name the copy instead of hiding it in concat. */
const noBufferConcat = {
  create(context) {
    return {
      CallExpression(node) {
        const callee = node.callee;
        if (
          callee.type === "MemberExpression" &&
          callee.object.type === "Identifier" &&
          callee.object.name === "Buffer" &&
          callee.property.type === "Identifier" &&
          callee.property.name === "concat"
        ) {
          context.report({ node, message: "Buffer.concat allocates and copies on the hot path" });
        }
      },
    };
  },
};

const BUILT_IN_ERRORS = new Set(["Error", "TypeError", "RangeError", "SyntaxError"]);

/** Our own messages: capital first, no full stop ("Cannot parse input x: current state, wanted state"). */
const errorMessage = {
  create(context) {
    return {
      NewExpression(node) {
        if (node.callee.type !== "Identifier" || !BUILT_IN_ERRORS.has(node.callee.name)) return;
        const first = node.arguments[0];
        if (first === undefined) return;
        let head = "";
        let tail = "";
        if (first.type === "Literal" && typeof first.value === "string") {
          head = first.value;
          tail = first.value;
        } else if (first.type === "TemplateLiteral") {
          head = first.quasis[0].value.raw;
          tail = first.quasis[first.quasis.length - 1].value.raw;
        } else return;
        if (/^[a-z]/.test(head)) {
          context.report({ node, message: "An error message begins with a capital letter" });
        }
        if (tail.endsWith(".") && !tail.endsWith("...")) {
          context.report({ node, message: "An error message has no full stop at its end" });
        }
      },
    };
  },
};

export default {
  meta: { name: "postern" },
  rules: { "no-buffer-concat": noBufferConcat, "error-message": errorMessage },
};
