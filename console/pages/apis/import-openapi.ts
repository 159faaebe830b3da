// Makes an API out of an OpenAPI document, with what the API has to say about it.
import { apiGateway, apiGatewayV2 } from "../../commons/aws-clients.ts";
import type { EndpointType } from "./endpoint-type-field.tsx";

export interface ImportWish {
  readonly protocol: "HTTP" | "REST";
  /** JSON or YAML. */
  readonly document: string;
  readonly basepath: string;
  readonly failOnWarnings: boolean;
  /** Of a REST API. */
  readonly endpointType: EndpointType;
}

export interface Imported {
  readonly id: string;
  readonly name: string;
  readonly warnings: readonly string[];
}

export async function importOpenApi(wish: ImportWish): Promise<Imported> {
  return wish.protocol === "HTTP" ? importHttpApi(wish) : importRestApi(wish);
}

async function importHttpApi(wish: ImportWish): Promise<Imported> {
  const client = await apiGatewayV2();
  const answer = await client.importApi({
    Body: wish.document,
    Basepath: wish.basepath,
    FailOnWarnings: wish.failOnWarnings,
  });
  return {
    id: answer.ApiId ?? "",
    name: answer.Name ?? "",
    warnings: [...(answer.Warnings ?? []), ...(answer.ImportInfo ?? [])],
  };
}

async function importRestApi(wish: ImportWish): Promise<Imported> {
  const client = await apiGateway();
  const answer = await client.importRestApi({
    body: new TextEncoder().encode(wish.document),
    failOnWarnings: wish.failOnWarnings,
    parameters: { basepath: wish.basepath, endpointConfigurationTypes: wish.endpointType },
  });
  return { id: answer.id ?? "", name: answer.name ?? "", warnings: answer.warnings ?? [] };
}
