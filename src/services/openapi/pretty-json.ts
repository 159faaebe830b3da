// JSON as API Gateway writes documents and schemas: a blank on both sides of each colon, lists on the line they begin
// on. The guide's exports show it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html

/** The text of plain data that JSON can hold. */
export function prettyJson(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) {
    if (value.length === 0) return "[ ]";
    return `[ ${value.map((entry) => prettyJson(entry, indent)).join(", ")} ]`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .map(([key, entry]) => `${inner}${JSON.stringify(key)} : ${prettyJson(entry, inner)}`);
  return lines.length === 0 ? "{ }" : `{\n${lines.join(",\n")}\n${indent}}`;
}
