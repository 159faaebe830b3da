// Resources: the tree at the left, and at the right the resource or method that the address names.
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { CreateResourceButton } from "./create-resource-button.tsx";
import { MethodView } from "./method-view.tsx";
import { ResourceDetail } from "./resource-detail.tsx";
import { ResourceTree } from "./resource-tree.tsx";
import { useRestApi } from "./rest-api-context.ts";

export function ResourcesView(): ReactNode {
  const { api, apiId, resources, reload } = useRestApi();
  const { resourceId = api.rootResourceId ?? "", httpMethod } = useParams();
  const navigate = useNavigate();
  const all = resources.value ?? [];
  const resource = all.find(({ id }) => id === resourceId);
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 3 } }, { colspan: { default: 12, s: 9 } }]}>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <CreateResourceButton
                key={resourceId}
                apiId={apiId}
                resources={all}
                parent={resource}
                onDone={(id) => {
                  reload();
                  void navigate(`/apis/rest/${apiId}/resources/${id}`);
                }}
              />
            }
          >
            Resources
          </Header>
        }
      >
        {resources.error === "" ? null : <Alert type="error">{resources.error}</Alert>}
        {resources.value === undefined && resources.isLoading ? <Spinner /> : null}
        <ResourceTree
          apiId={apiId}
          resources={all}
          selectedId={httpMethod === undefined ? resourceId : `${resourceId}/${httpMethod}`}
        />
      </Container>
      <div>
        {resource !== undefined || resources.value === undefined || resources.isLoading ? null : (
          <Alert type="warning">There is no resource {resourceId}; it may have been deleted.</Alert>
        )}
        {resource === undefined ? null : httpMethod === undefined ? (
          <ResourceDetail key={resourceId} resource={resource} />
        ) : (
          <MethodView
            key={`${resourceId}/${httpMethod}`}
            resource={resource}
            httpMethod={httpMethod}
          />
        )}
      </div>
    </Grid>
  );
}
