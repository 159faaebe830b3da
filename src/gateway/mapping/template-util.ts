// $util in a mapping template. The escapes are those of the Java libraries that are behind it.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#util-template-reference
import { NOT_JSON, parseJson } from "./java-json.ts";
import { textOf } from "./java-text.ts";
import type { CallResult, HostObject, JavaValue } from "./java-value.ts";
import type { RenderBudget } from "./render-budget.ts";

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\b", "\\b"],
  ["\n", "\\n"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\r", "\\r"],
  ["'", "\\'"],
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["/", "\\/"],
]);

/** StringEscapeUtils.escapeJavaScript: single quotes and slashes too, and \uXXXX for all that is not ASCII. */
export function escapeJavaScript(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is escaped
  return text.replaceAll(/[\u0000-\u001f'"\\/\u0080-\uffff]/g, (char) => {
    const hexadecimal = char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return ESCAPES.get(char) ?? `\\u${hexadecimal}`;
  });
}

/** URLEncoder.encode: a blank is "+", and only letters, digits and ".-*_" stay. */
export function urlEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/** URLDecoder.decode; null for what is not encoded rightly. */
export function urlDecode(text: string): string | null {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return null;
  const latin1 = text
    .replaceAll("+", " ")
    .replaceAll(/(?:%[0-9a-fA-F]{2})+/g, (encoded) =>
      Buffer.from(encoded.replaceAll("%", ""), "hex").toString("utf8"),
    );
  return latin1;
}

export class TemplateUtil implements HostObject {
  member(): JavaValue {
    return null;
  }

  call(name: string, args: readonly JavaValue[], budget: RenderBudget): CallResult {
    const [first = null] = args;
    if (!FUNCTIONS.has(name)) return undefined;
    if (first === null) return null;
    const text = textOf(first, budget);
    if (!budget.spendText(text)) return null;
    if (name === "parseJson") return parsed(text, budget);
    const result = FUNCTIONS.get(name)?.(text) ?? null;
    return result === null || budget.spendText(result) ? result : null;
  }

  assign(): boolean {
    return false;
  }

  text(): string {
    return "";
  }
}

const FUNCTIONS: ReadonlyMap<string, (text: string) => string | null> = new Map<
  string,
  (text: string) => string | null
>([
  ["escapeJavaScript", escapeJavaScript],
  ["urlEncode", urlEncode],
  ["urlDecode", urlDecode],
  ["base64Encode", (text) => Buffer.from(text, "utf8").toString("base64")],
  ["base64Decode", (text) => Buffer.from(text, "base64").toString("utf8")],
  // Gives an object rather than a text: parsed() does it.
  ["parseJson", () => null],
]);

function parsed(text: string, budget: RenderBudget): JavaValue {
  const value = parseJson(text);
  if (value !== NOT_JSON) return value;
  // [I] As an exception in the template would.
  budget.fail("$util.parseJson: the text is no JSON");
  return null;
}
