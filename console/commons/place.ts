// What Postern this is: its account and region, which the AWS clients need before their first call.
export interface Place {
  readonly version: string;
  readonly region: string;
  readonly account: string;
}

let place: Promise<Place> | undefined;

/** Asked once per page load. */
export function currentPlace(): Promise<Place> {
  place ??= fetchJson<Place>("/_postern/about");
  return place;
}

/** A JSON answer of /_postern/…; throws with its message when it is no success. */
export async function fetchJson<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, init);
  if (!answer.ok) {
    throw new Error(messageOf(await answer.text()) || `${answer.status} ${answer.statusText}`);
  }
  return (await answer.json()) as T;
}

/** What an answer of /_postern/… says is wrong; "" when it says nothing. */
export function messageOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && "message" in parsed) {
      return String(parsed.message);
    }
  } catch {
    // Not JSON: the text is the message.
  }
  return text;
}
