// The Routes tab of an HTTP API: the tree of its routes at the left, and at the right the one that the address names.
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Grid from "@cloudscape-design/components/grid";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import TextFilter from "@cloudscape-design/components/text-filter";
import type { Route } from "@aws-sdk/client-apigatewayv2";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { PathTree } from "../../commons/path-tree.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { type HttpApi, integrationText } from "./http-api-data.ts";
import type { HttpTabProps } from "./http-api-page.tsx";
import { HttpRouteDetail } from "./http-route-detail.tsx";
import { RouteDialog } from "./http-route-dialog.tsx";
import { routeAddress, routeNodes } from "./http-route-nodes.ts";

/** Of what a filter leaves, the first are drawn. */
const MATCHES_MAX = 100;

export function HttpRoutes({ http, onChange }: HttpTabProps): ReactNode {
  const { routeId } = useParams();
  const navigate = useNavigate();
  const dialog = useDialog<"create">(http);
  const route = http.routes.find(({ RouteId }) => RouteId === routeId);
  return (
    <Grid gridDefinition={[{ colspan: { default: 12, s: 4 } }, { colspan: { default: 12, s: 8 } }]}>
      <Container
        header={
          <Header
            variant="h2"
            counter={`(${http.routes.length})`}
            actions={
              <Button variant="primary" onClick={() => dialog.show("create")}>
                Create
              </Button>
            }
          >
            Routes
          </Header>
        }
      >
        <FilteredTree http={http} selectedId={routeId ?? ""} />
      </Container>
      {route !== undefined ? (
        <HttpRouteDetail key={routeId} http={http} route={route} onChange={onChange} />
      ) : routeId === undefined || dialog.open !== null ? (
        <Container header={<Header variant="h2">Route details</Header>}>
          Choose a route to see its details.
        </Container>
      ) : (
        <Alert type="warning">There is no route {routeId}; it may have been deleted.</Alert>
      )}
      {dialog.open === "create" ? (
        <RouteDialog
          http={http}
          route={null}
          onCancel={dialog.close}
          onDone={(madeId) => {
            dialog.closeWhenLoaded();
            onChange();
            void navigate(routeAddress(http.apiId, madeId));
          }}
        />
      ) : null}
    </Grid>
  );
}

interface FilteredTreeProps {
  readonly http: HttpApi;
  readonly selectedId: string;
}

function FilteredTree({ http, selectedId }: FilteredTreeProps): ReactNode {
  const { apiId, routes } = http;
  const [text, setText] = useState("");
  const targets = useMemo(() => targetTexts(http), [http]);
  // What is typed shows at once, what it leaves when there is time.
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const matches = useMemo(
    () =>
      wanted === "" ? routes : routes.filter((route) => textOf(route, targets).includes(wanted)),
    [routes, targets, wanted],
  );
  const listed = wanted === "" ? matches : matches.slice(0, MATCHES_MAX);
  const roots = useMemo(() => routeNodes(apiId, listed), [apiId, matches]);
  return (
    <SpaceBetween size="s">
      <TextFilter
        filteringText={text}
        filteringPlaceholder="Find routes"
        filteringAriaLabel="Find routes"
        filteringClearAriaLabel="Clear the text"
        countText={`${matches.length} matches`}
        onChange={({ detail }) => setText(detail.filteringText)}
      />
      {routes.length === 0 ? <Box textAlign="center">No routes</Box> : null}
      {routes.length > 0 && matches.length === 0 ? (
        <SpaceBetween size="s" alignItems="center">
          <Box>No route matches</Box>
          <Button onClick={() => setText("")}>Clear filter</Button>
        </SpaceBetween>
      ) : null}
      {roots.length === 0 ? null : (
        <PathTree
          key={wanted === "" ? "all" : "matches"}
          ariaLabel="Routes"
          roots={roots}
          selectedId={selectedId}
          isOpen={wanted !== ""}
        />
      )}
      {matches.length === listed.length ? null : (
        <Box color="text-body-secondary">
          {matches.length - listed.length} more match: type more of what you look for.
        </Box>
      )}
    </SpaceBetween>
  );
}

/** By the target of routes, what people know it by. */
function targetTexts({ integrations }: HttpApi): ReadonlyMap<string, string> {
  return new Map(
    integrations.map((integration) => [
      `integrations/${integration.IntegrationId}`,
      integrationText(integration),
    ]),
  );
}

function textOf(
  { RouteKey = "", RouteId = "", Target = "" }: Route,
  targets: ReadonlyMap<string, string>,
): string {
  return `${RouteKey} ${RouteId} ${targets.get(Target) ?? ""}`.toLowerCase();
}
