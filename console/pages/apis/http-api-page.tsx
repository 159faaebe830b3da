// One HTTP API with its parts in tabs, each with an address of its own.
import Alert from "@cloudscape-design/components/alert";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { DeleteDialog } from "../../commons/delete-dialog.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { deleteApi } from "./api-rows.ts";
import { loadHttpApi, type HttpApi } from "./http-api-data.ts";
import { HttpCors } from "./http-cors.tsx";
import { DeployControl } from "./http-deploy.tsx";
import { HttpDeployments } from "./http-deployments.tsx";
import { HttpExport } from "./http-export.tsx";
import { HttpIntegrations } from "./http-integrations.tsx";
import { HttpOverview } from "./http-overview.tsx";
import { HttpRoutes } from "./http-routes.tsx";
import { HttpSettingsDialog } from "./http-settings-dialog.tsx";
import { HttpStages } from "./http-stages.tsx";

/** What a tab is given. */
export interface HttpTabProps {
  readonly http: HttpApi;
  /** To be called after each change of the API. */
  readonly onChange: () => void;
}

const TABS: readonly { id: string; label: string; Content: (props: HttpTabProps) => ReactNode }[] =
  [
    { id: "overview", label: "Overview", Content: HttpOverview },
    { id: "routes", label: "Routes", Content: HttpRoutes },
    { id: "integrations", label: "Integrations", Content: HttpIntegrations },
    { id: "stages", label: "Stages", Content: HttpStages },
    { id: "deployments", label: "Deployments", Content: HttpDeployments },
    { id: "cors", label: "CORS", Content: HttpCors },
    { id: "export", label: "Export", Content: HttpExport },
  ];

export function HttpApiPage(): ReactNode {
  const { apiId = "", tab = "overview" } = useParams();
  const navigate = useNavigate();
  const loaded = useLoaded(() => loadHttpApi(apiId), [apiId]);
  const http = loaded.value;
  return (
    <Page
      title={http?.name ?? apiId}
      parents={[{ text: "APIs", href: href("/apis") }]}
      description={`HTTP API ${apiId}`}
      actions={http === undefined ? null : <PageActions http={http} onChange={loaded.reload} />}
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : (
          <Alert type="error" header="Cannot load the API">
            {loaded.error}
          </Alert>
        )}
        {loaded.isLoading && http === undefined ? <Spinner size="large" /> : null}
        {http === undefined ? null : (
          <Tabs
            ariaLabel="Parts of the API"
            activeTabId={TABS.some(({ id }) => id === tab) ? tab : "overview"}
            onChange={({ detail }) => void navigate(addressOf(apiId, detail.activeTabId))}
            tabs={TABS.map(({ id, label, Content }) => ({
              id,
              label,
              href: href(addressOf(apiId, id)),
              content: id === tab ? <Content http={http} onChange={loaded.reload} /> : null,
            }))}
            i18nStrings={{
              scrollLeftAriaLabel: "Scroll left",
              scrollRightAriaLabel: "Scroll right",
            }}
          />
        )}
      </SpaceBetween>
    </Page>
  );
}

function addressOf(apiId: string, tab: string): string {
  return tab === "overview" ? `/apis/http/${apiId}` : `/apis/http/${apiId}/${tab}`;
}

function PageActions({ http, onChange }: HttpTabProps): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const [open, setOpen] = useState<"delete" | "edit" | null>(null);
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <DeployControl http={http} onChange={onChange} />
      <ButtonDropdown
        items={[
          { id: "edit", text: "Edit API" },
          { id: "delete", text: "Delete API" },
        ]}
        onItemClick={({ detail }) => setOpen(detail.id === "delete" ? "delete" : "edit")}
      >
        Actions
      </ButtonDropdown>
      {open === "edit" ? (
        <HttpSettingsDialog
          http={http}
          onCancel={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            onChange();
          }}
        />
      ) : null}
      {open === "delete" ? (
        <DeleteDialog
          itemName="HTTP API"
          name={http.name}
          onDelete={() => deleteApi({ id: http.apiId, protocol: "HTTP" })}
          onCancel={() => setOpen(null)}
          onDone={() => {
            tell({ type: "success", header: `API ${http.name} was deleted` });
            void navigate("/apis");
          }}
        >
          Its routes, integrations and stages are deleted with it.
        </DeleteDialog>
      ) : null}
    </SpaceBetween>
  );
}
