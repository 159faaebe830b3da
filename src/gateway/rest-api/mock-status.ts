// The status that a mock integration's request template asks for. Pure.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html

/** {"statusCode": 200} written loosely, as AWS reads it: keys without quotes, the number as a string. */
const LOOSE = /^\s*\{[^]*?["']?statusCode["']?\s*:\s*["']?(\d{3})["']?\s*[,}]/;

/** Null where there is none. */
export function mockStatus(rendered: string): number | null {
  const loose = () => {
    const match = LOOSE.exec(rendered);
    return match === null ? null : Number(match[1]);
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(rendered);
  } catch {
    return loose();
  }
  if (typeof parsed !== "object" || parsed === null || !("statusCode" in parsed)) return null;
  const status = Number(parsed.statusCode);
  return Number.isInteger(status) && status >= 100 && status <= 999 ? status : null;
}
