// Resources: the tree at the left, and at the right the resource or method that the address names.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import Spinner from "@cloudscape-design/components/spinner";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CreateResource } from "./create-resource.tsx";
import { MethodView } from "./method-view.tsx";
import { ResourceDetail } from "./resource-detail.tsx";
import { ResourceTree } from "./resource-tree.tsx";
import { useRestApi } from "./rest-api-context.ts";

export function ResourcesView(): ReactNode {
  const { api, apiId, resources, reload } = useRestApi();
  const { resourceId = api.rootResourceId ?? "", httpMethod } = useParams();
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  const all = resources.value ?? [];
  const resource = all.find(({ id }) => id === resourceId);
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 3 } }, { colspan: { default: 12, s: 9 } }]}>
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button disabled={resource === undefined} onClick={() => setCreating(true)}>
                Create resource
              </Button>
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
        {resource !== undefined || resources.value === undefined ? null : (
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
      {isCreating && resource !== undefined ? (
        <CreateResource
          apiId={apiId}
          resources={all}
          parent={resource}
          onCancel={() => setCreating(false)}
          onDone={(id) => {
            setCreating(false);
            reload();
            void navigate(`/apis/rest/${apiId}/resources/${id}`);
          }}
        />
      ) : null}
    </Grid>
  );
}
