// The running Postern that a command asks: where it is, and its answers of /_postern/….
import { Option } from "commander";

/** As the AWS CLI calls it, and as the doctor does; every command takes both. */
export const ENDPOINT_URL_FLAGS = "--endpoint, --endpoint-url <url>";

/** --endpoint-url, as every command has it. */
export function endpointOption(): Option {
  return new Option(ENDPOINT_URL_FLAGS, "the edge port of the Postern to ask").default(
    defaultEndpointUrl(),
  );
}

/** Where a Postern is expected when nobody says. */
export function defaultEndpointUrl(): string {
  return process.env["POSTERN_ENDPOINT_URL"] ?? "http://127.0.0.1:4566";
}

/** What a path answers: JSON, or text where it is none. Throws with a sentence for people. */
export async function fetchPostern<T>(endpointUrl: string, path: string): Promise<T> {
  const url = `${endpointUrl.replace(/\/+$/, "")}${path}`;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`Cannot reach Postern at ${endpointUrl}: is it running?`, { cause });
  }
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  if (!response.ok) throw new Error(`Cannot read ${url}: ${messageOf(text, response.status)}`);
  return (isJson ? JSON.parse(text) : text) as T;
}

function messageOf(text: string, status: number): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed) {
      return String(parsed.message);
    }
  } catch {
    // No JSON: the status says it.
  }
  return `status ${status}`;
}
