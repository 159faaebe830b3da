// Stage: parameter mapping of the answer, chosen by the backend's status. Costs nothing without one; waits for the
// body when one reads it.
import { MappedFields } from "../mapping/mapped-fields.ts";
import { mapFields, mapStatus } from "../mapping/parameter-mapping.ts";
import { CONTINUE, WAIT, type ChainStage } from "./chain-stage.ts";

export const mapResponse: ChainStage = (request) => {
  const mapping = request.route?.integration?.responseMappings?.get(request.integrationStatus);
  const head = request.responseHead;
  if (mapping === undefined || head === null) return CONTINUE;
  if (mapping.readsResponseBody && !request.collectResponseBody()) return WAIT;
  request.status = mapStatus(mapping, request) ?? request.status;
  if (mapping.headers.length > 0) {
    const fields = new MappedFields(head);
    mapFields(mapping, request, fields);
    request.responseFields = fields;
  }
  return CONTINUE;
};
