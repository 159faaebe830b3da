// Where the stages of an API are reached from this machine, which only Postern itself can tell.
import { fetchJson } from "../../commons/place.ts";

interface Report {
  readonly apis: readonly {
    readonly apiId: string;
    readonly stages: readonly { readonly name: string; readonly invokeUrl: string }[];
  }[];
}

/** Stage name → invoke URL, by API. */
export async function invokeUrls(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { apis } = await fetchJson<Report>("/_postern/endpoints");
  return new Map(
    apis.map(({ apiId, stages }) => [
      apiId,
      new Map(stages.map(({ name, invokeUrl }) => [name, invokeUrl])),
    ]),
  );
}
