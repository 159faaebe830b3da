// What surrounds the pages of one REST API: its name, what of it is not deployed, Deploy API, and the tabs.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { type ReactNode, useState } from "react";
import { Outlet, useLocation, useNavigate, useParams } from "react-router";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { DeployDialog } from "./deploy-dialog.tsx";
import { DeploymentBadges } from "./deployment-badges.tsx";
import type { RestApiContext } from "./rest-api-context.ts";
import { deleteRestApi, getRestApi, listResources } from "./rest-apis.ts";
import { loadUndeployed } from "./undeployed-changes.ts";

const TABS = [
  { id: "resources", label: "Resources" },
  { id: "stages", label: "Stages" },
  { id: "deployments", label: "Deployments" },
  { id: "authorizers", label: "Authorizers" },
  { id: "gateway-responses", label: "Gateway responses" },
  { id: "models", label: "Models" },
  { id: "resource-policy", label: "Resource policy" },
  { id: "documentation", label: "Documentation" },
  { id: "settings", label: "API settings" },
];

export function RestApiFrame(): ReactNode {
  const { apiId = "" } = useParams();
  // Another API begins with nothing of this one.
  return <Frame key={apiId} apiId={apiId} />;
}

function Frame({ apiId }: { readonly apiId: string }): ReactNode {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const { tell } = useShell();
  const [open, setOpen] = useState<"deploy" | "delete" | null>(null);
  const api = useLoaded(() => getRestApi(apiId), [apiId]);
  const resources = useLoaded(() => listResources(apiId), [apiId]);
  const undeployed = useLoaded(() => loadUndeployed(apiId), [apiId]);
  const reload = () => {
    for (const loaded of [api, resources, undeployed]) loaded.reload();
  };
  const base = `/apis/rest/${apiId}`;
  // The dialog stays until the stage is shown: the page below it is not what the deployment leads to.
  const showStage = async (stageName: string) => {
    tell({ type: "success", header: `Deployed ${name} to ${stageName}` });
    reload();
    await navigate(`${base}/stages/${stageName}`, { flushSync: true });
    setOpen(null);
  };
  const active = pathname.slice(base.length + 1).split("/")[0] || "resources";
  const name = api.value?.name ?? apiId;
  const isLoaded = api.value !== undefined;
  const isComparing = undeployed.value === undefined && undeployed.isLoading;
  return (
    <Page
      title={name}
      parents={[{ text: "APIs", href: href("/apis") }]}
      description={
        <SpaceBetween direction="horizontal" size="xs">
          <span>REST API {apiId}</span>
          <DeploymentBadges undeployed={undeployed} onClick={() => setOpen("deploy")} />
        </SpaceBetween>
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={!isLoaded} onClick={() => setOpen("delete")}>
            Delete API
          </Button>
          <Button
            variant="primary"
            disabled={!isLoaded || isComparing}
            onClick={() => setOpen("deploy")}
          >
            Deploy API
          </Button>
        </SpaceBetween>
      }
    >
      {api.error === "" ? null : (
        <Alert type="error" header="Cannot load the API">
          {api.error}
        </Alert>
      )}
      {api.value === undefined ? (
        api.isLoading && <Spinner size="large" />
      ) : (
        <Tabs
          ariaLabel="Parts of the API"
          i18nStrings={{
            scrollLeftAriaLabel: "Scroll left",
            scrollRightAriaLabel: "Scroll right",
          }}
          activeTabId={active}
          onChange={({ detail }) => void navigate(`${base}/${detail.activeTabId}`)}
          tabs={TABS.map((tab) => ({
            ...tab,
            href: href(`${base}/${tab.id}`),
            content:
              tab.id === active ? (
                <Outlet
                  context={
                    { api: api.value, apiId, resources, undeployed, reload } as RestApiContext
                  }
                />
              ) : null,
          }))}
        />
      )}
      {open === "deploy" ? (
        <DeployDialog
          apiId={apiId}
          stages={undeployed.value ?? []}
          onCancel={() => setOpen(null)}
          onDone={(stageName) => void showStage(stageName)}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          itemName="REST API"
          name={name}
          onDelete={() => deleteRestApi(apiId)}
          onCancel={() => setOpen(null)}
          onDone={() => {
            tell({ type: "success", header: `REST API ${name} was deleted` });
            void navigate("/apis");
          }}
        >
          <Alert type="warning">Its stages no longer answer, at once.</Alert>
        </DeleteDialog>
      ) : null}
    </Page>
  );
}
