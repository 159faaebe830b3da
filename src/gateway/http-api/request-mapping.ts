// Stage: parameter mapping of the request. Costs nothing without a mapping; waits for the body when one reads it.
import { MappedFields } from "../mapping/mapped-fields.ts";
import { mapFields, mapPath, mapQuery } from "../mapping/parameter-mapping.ts";
import { CONTINUE, WAIT, type ChainStage } from "./chain-stage.ts";

export const mapRequest: ChainStage = (request) => {
  const mapping = request.route?.integration?.requestMapping ?? null;
  if (mapping === null) return CONTINUE;
  if (mapping.readsRequestBody && !request.collectRequestBody()) return WAIT;
  request.mappedPath = mapPath(mapping, request);
  if (mapping.queries.length > 0) request.mappedQuery = mapQuery(mapping, request, request.query);
  if (mapping.headers.length > 0) {
    const fields = new MappedFields(request.clientFields);
    mapFields(mapping, request, fields);
    request.backendFields = fields;
    const host = fields.get("host");
    if (host !== undefined && host !== request.clientFieldHost) request.mappedHost = host;
  }
  return CONTINUE;
};
