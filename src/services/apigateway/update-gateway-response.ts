// UpdateGatewayResponse: customises a response by patches; the default one is what it starts from.
// https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html
import type { GatewayResponse } from "@aws-sdk/client-api-gateway";
import { defaultGatewayResponse } from "../../store/gateway-response-types.ts";
import type { OperationContext } from "../operation-context.ts";
import { checkGatewayResponsePatch } from "./check-gateway-response-type.ts";
import { findRestApi } from "./find-rest-api.ts";
import { checkGatewayResponseParameter } from "./gateway-response.ts";
import type { Input, Output } from "./operation-types.ts";
import { applyPatchOperations, type PatchPath, type PatchTable } from "./patch-operations.ts";
import { badRequest, notFound } from "./rest-errors.ts";

const PATHS: PatchTable<GatewayResponse> = {
  refusal: "plain",
  paths: [
    {
      path: "/statusCode",
      ops: ["replace"],
      apply: (response, { value = "" }) => {
        // [I] wording
        if (!/^[1-5]\d\d$/.test(value)) throw badRequest("Invalid status code specified");
        response.statusCode = value;
      },
    },
    {
      path: "/statusCode",
      ops: ["add", "remove"],
      apply: () => {
        throw badRequest("Invalid patch path /statusCode");
      },
    },
    mapEntry("responseParameters", checkGatewayResponseParameter),
    mapEntry("responseTemplates", () => {}),
  ],
};

function mapEntry(
  member: "responseParameters" | "responseTemplates",
  check: (name: string, value: string) => void,
): PatchPath<GatewayResponse> {
  return {
    path: `/${member}/{name}`,
    ops: ["add", "replace", "remove"],
    apply: (response, { op, names: [name = ""], value }) => {
      const entries = new Map(Object.entries(response[member] ?? {}));
      if (op !== "add" && !entries.has(name)) throw notFound("Invalid parameter name specified");
      if (op === "remove") entries.delete(name);
      else if (value === undefined || value === "") {
        throw badRequest(`Invalid null or empty value in ${member}`);
      } else {
        check(name, value);
        entries.set(name, value);
      }
      response[member] = Object.fromEntries(entries);
    },
  };
}

export async function updateGatewayResponse(
  input: Input<"UpdateGatewayResponse">,
  context: OperationContext,
): Promise<Output<"UpdateGatewayResponse">> {
  checkGatewayResponsePatch(input.responseType, input.patchOperations);
  await findRestApi(context, input.restApiId);
  const id = `${input.restApiId}/${input.responseType}`;
  const body = await context.records.get("rest-gateway-response", id);
  const gatewayResponse: GatewayResponse = {
    ...structuredClone(body?.gatewayResponse ?? defaultGatewayResponse(input.responseType)),
    defaultResponse: false,
  };
  await applyPatchOperations(input.patchOperations, PATHS, gatewayResponse);
  context.records.put("rest-gateway-response", id, { gatewayResponse });
  return gatewayResponse;
}
