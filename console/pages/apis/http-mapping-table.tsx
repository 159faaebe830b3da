// The parameter mapping of an integration, to be read.
import type { Integration } from "@aws-sdk/client-apigatewayv2";
import type { ReactNode } from "react";
import { ResourceTable } from "../../commons/resource-table.tsx";
import { type Mapping, requestMappings, responseMappings } from "./http-mapping.ts";

export function MappingTable({ integration }: { readonly integration: Integration }): ReactNode {
  const rows = [...requestMappings(integration), ...responseMappings(integration)];
  return (
    <ResourceTable<Mapping>
      title="Parameter mapping"
      itemName="mapping"
      loaded={{ value: rows, isLoading: false, error: "", reload: () => undefined }}
      columns={[
        {
          id: "of",
          header: "Modifies",
          sortingField: "status",
          cell: ({ status }) => (status === "" ? "Incoming requests" : `Responses ${status}`),
        },
        {
          id: "parameter",
          header: "Parameter",
          sortingField: "parameter",
          isRowHeader: true,
          cell: ({ parameter }) => parameter,
        },
        { id: "kind", header: "Modification type", cell: ({ kind }) => kind },
        { id: "value", header: "Value", cell: ({ value }) => value || "–" },
      ]}
      textOf={({ status, parameter, kind, value }) => `${status} ${parameter} ${kind} ${value}`}
      idOf={({ status, parameter, kind }) => `${status} ${kind} ${parameter}`}
    />
  );
}
