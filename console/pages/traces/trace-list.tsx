// Journeys, and the newest requests of all hops, as they come.
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import type { ReactNode } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { BASE, href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { JourneyTable } from "./journey-table.tsx";
import { filterIn, type FilterName, queryOf } from "./request-filter.ts";
import { RequestTable } from "./request-table.tsx";

export function TraceList(): ReactNode {
  return <Traces tab="journeys" />;
}

export function TraceRequests(): ReactNode {
  return <Traces tab="requests" />;
}

function Traces({ tab }: { readonly tab: "journeys" | "requests" }): ReactNode {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  const query = queryOf(filter);
  const suffix = query === "" ? "" : `?${query}`;
  const change = (name: FilterName, value: string) => {
    // From the address itself: two changes may come before the page is drawn again.
    const now = filterIn(new URLSearchParams(window.location.search));
    setSearch(queryOf({ ...now, [name]: value }), { replace: true });
  };
  return (
    <Page
      title="Traces"
      description="The way of each request, hop by hop: those that asked to be followed, and those that failed"
      actions={
        <Button variant="primary" href={href("/traces/send")}>
          Send a request
        </Button>
      }
    >
      <SpaceBetween size="l">
        <FilterBar filter={filter} onChange={change} />
        <Tabs
          ariaLabel="What is listed"
          activeTabId={tab}
          onChange={({ detail }) => {
            const address = detail.activeTabHref ?? href("/traces");
            void navigate(address.slice(BASE.length));
          }}
          tabs={[
            {
              id: "journeys",
              label: "Journeys",
              href: href(`/traces${suffix}`),
              content: tab === "journeys" ? <JourneyTable query={query} /> : null,
            },
            {
              id: "requests",
              label: "Requests",
              href: href(`/traces/requests${suffix}`),
              content: tab === "requests" ? <RequestTable query={query} /> : null,
            },
          ]}
        />
      </SpaceBetween>
    </Page>
  );
}
