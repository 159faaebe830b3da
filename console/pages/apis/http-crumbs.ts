// The way back from a page below an HTTP API.
import { href } from "../../commons/href.ts";
import type { Crumb } from "../../shell/shell-context.ts";

/** To the list, the API and its tab. */
export function httpCrumbs(
  apiId: string,
  name: string | undefined,
  tab: { readonly id: string; readonly text: string },
): Crumb[] {
  return [
    { text: "APIs", href: href("/apis") },
    { text: name ?? apiId, href: href(`/apis/http/${apiId}`) },
    { text: tab.text, href: href(`/apis/http/${apiId}/${tab.id}`) },
  ];
}

export const INTEGRATIONS_TAB = { id: "integrations", text: "Integrations" };
export const STAGES_TAB = { id: "stages", text: "Stages" };
