// The method that a page of a form is about, by the page's address, and where the form leads back to.
import type { Method } from "@aws-sdk/client-api-gateway";
import { useNavigate, useParams } from "react-router";
import { type Loaded, useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { getMethod, getResource, getRestApi, type MethodPlace } from "./rest-apis.ts";

export interface EditedMethod {
  readonly place: MethodPlace;
  readonly apiName: string;
  /** "/pets - GET" */
  readonly title: string;
  /** The tab of the method that the form is opened from. */
  readonly address: string;
  readonly loaded: Loaded<{ readonly method: Method }>;
  /** Says that it is saved, and leads back. */
  readonly saved: () => Promise<void>;
}

/** `tab`: "method-request"; `what`: "method request". */
export function useEditedMethod(tab: string, what: string): EditedMethod {
  const { apiId = "", resourceId = "", httpMethod = "" } = useParams();
  const place = { restApiId: apiId, resourceId, httpMethod };
  const navigate = useNavigate();
  const { tell } = useShell();
  const loaded = useLoaded(
    async () => ({
      api: await getRestApi(apiId),
      resource: await getResource(apiId, resourceId),
      method: await getMethod(place),
    }),
    [apiId, resourceId, httpMethod],
  );
  const path = loaded.value?.resource.path ?? "";
  const address = `/apis/rest/${apiId}/resources/${resourceId}/${httpMethod}/${tab}`;
  const saved = async () => {
    tell({
      type: "success",
      header: `Saved the ${what} of ${httpMethod} ${path}`,
      content: "It takes effect at a stage once the API is deployed there.",
    });
    await navigate(address);
  };
  const apiName = loaded.value?.api.name ?? apiId;
  return { place, apiName, title: `${path} - ${httpMethod}`, address, loaded, saved };
}
