// What an import may be told beside its document: `basepath` (also `basePath`), `endpointConfigurationTypes`, and
// `ignore=documentation`. They come as query parameters.
// https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
import type { EndpointType } from "@aws-sdk/client-api-gateway";
import { basePathMode, type BasePathMode } from "../openapi/base-path.ts";
import { badRequest } from "./rest-errors.ts";

export interface ImportParameters {
  readonly basePathMode: BasePathMode;
  readonly endpointType: EndpointType | undefined;
  readonly ignoresDocumentation: boolean;
}

/** The parameters as they are meant; throws BadRequestException for values that there are not. Wordings [I]. */
export function readImportParameters(
  given: Readonly<Record<string, string>> = {},
): ImportParameters {
  const modeName = given["basepath"] ?? given["basePath"] ?? "ignore";
  const mode = basePathMode(modeName);
  if (mode === undefined) throw badRequest(`Invalid basepath specified: ${modeName}`);
  const endpointType = given["endpointConfigurationTypes"];
  if (
    endpointType !== undefined &&
    endpointType !== "REGIONAL" &&
    endpointType !== "EDGE" &&
    endpointType !== "PRIVATE"
  ) {
    throw badRequest("Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE");
  }
  return {
    basePathMode: mode,
    endpointType,
    ignoresDocumentation: given["ignore"] === "documentation",
  };
}
