// /_postern/doctor: what is wrong with what is configured here, why a past request failed, and the mend of one finding.
import { jsonMessage } from "./answer.ts";
import { jsonObjectIn } from "./json-body.ts";
import type { PosternRoute } from "./postern-route.ts";
import { QueryError, QueryParameters } from "./query-parameters.ts";

export interface DoctorActions {
  /** Plain data: the report of `postern doctor --format json`; of one API where `apiId` is not null, and undefined for no such API. */
  examine(apiId: string | null): Promise<unknown>;
  /** Why the request failed that a journey, a request id or a trace id names; `status` and `body` are the answer. */
  explain(id: string): Promise<{ readonly status: number; readonly body: object }>;
  /** Makes the fix of a finding; `status` and `body` are the answer. */
  fix(request: {
    readonly code: string;
    readonly resourceId: string;
    /** Of the report that was agreed to. */
    readonly fingerprint?: string | undefined;
  }): Promise<{ readonly status: number; readonly body: object }>;
}

const CODE = /^PST\d{3}$/;
const RESOURCE_CHARACTERS_MAX = 2_048;

export function doctorRoutes(doctor: DoctorActions): PosternRoute[] {
  return [
    {
      method: "GET",
      path: /^\/_postern\/doctor$/,
      handle: async ({ rawQuery }) => {
        const apiId = new QueryParameters(rawQuery, ["api"]).text("api");
        const report = await doctor.examine(apiId);
        return report === undefined
          ? jsonMessage(404, { message: `There is no API ${apiId}` })
          : jsonMessage(200, report);
      },
    },
    {
      method: "GET",
      path: /^\/_postern\/doctor\/explain$/,
      handle: async ({ rawQuery }) => {
        const id = new QueryParameters(rawQuery, ["request-id"]).text("request-id");
        if (id === null) throw new QueryError('Parameter "request-id" must be there');
        const { status, body } = await doctor.explain(id);
        return jsonMessage(status, body);
      },
    },
    {
      method: "POST",
      path: /^\/_postern\/doctor\/fix$/,
      handle: async (message) => {
        const wanted = fixIn(message.body);
        if (wanted === undefined) {
          const form = 'The body must be {"code": "PST…", "resourceId": "…"}';
          return jsonMessage(400, { message: form });
        }
        const { status, body } = await doctor.fix(wanted);
        return jsonMessage(status, body);
      },
    },
  ];
}

function fixIn(body: Uint8Array): Parameters<DoctorActions["fix"]>[0] | undefined {
  const { code, resourceId, fingerprint } = jsonObjectIn(body) ?? {};
  if (typeof code !== "string" || !CODE.test(code)) return undefined;
  if (typeof resourceId !== "string" || resourceId === "") return undefined;
  if (resourceId.length > RESOURCE_CHARACTERS_MAX) return undefined;
  if (fingerprint === undefined) return { code, resourceId };
  return typeof fingerprint === "string" ? { code, resourceId, fingerprint } : undefined;
}
