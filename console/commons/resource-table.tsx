// A list of resources as every page shows it: filtered by text, sorted by column, in pages, with its empty, loading
// and error states, and the chosen items in the address bar's page.
import { useCollection } from "@cloudscape-design/collection-hooks";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Pagination from "@cloudscape-design/components/pagination";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table, { type TableProps } from "@cloudscape-design/components/table";
import TextFilter from "@cloudscape-design/components/text-filter";
import { Fragment, type ReactNode } from "react";
import type { Loaded } from "./use-loaded.ts";

export interface ResourceTableProps<T> {
  /** "Load balancers" */
  readonly title: string;
  /** "load balancer", for texts. */
  readonly itemName: string;
  readonly loaded: Loaded<readonly T[]>;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  /** What the text filter looks into. */
  readonly textOf: (item: T) => string;
  readonly idOf: (item: T) => string;
  /** "single" and "multi" need `selected` and `onSelect`. */
  readonly selection?: "single" | "multi";
  readonly selected?: readonly T[];
  readonly onSelect?: (items: readonly T[]) => void;
  /** Buttons at the right of the header, each by itself. */
  readonly actions?: readonly ReactNode[];
  readonly description?: ReactNode;
  readonly pageSize?: number;
  readonly variant?: TableProps["variant"];
}

const PAGE_SIZE = 25;

export function ResourceTable<T>(props: ResourceTableProps<T>): ReactNode {
  const { loaded, itemName, columns, textOf, idOf, title } = props;
  const all = loaded.value ?? [];
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount, actions } =
    useCollection(all, {
      filtering: {
        filteringFunction: (item, text) => textOf(item).toLowerCase().includes(text.toLowerCase()),
        empty: <Empty>No {itemName}s</Empty>,
        noMatch: (
          <SpaceBetween size="m" alignItems="center">
            <Empty>No {itemName} matches</Empty>
            <Button onClick={() => actions.setFiltering("")}>Clear filter</Button>
          </SpaceBetween>
        ),
      },
      pagination: { pageSize: props.pageSize ?? PAGE_SIZE },
      sorting: {},
    });
  const { selection, selected = [], onSelect } = props;
  return (
    <SpaceBetween size="s">
      {loaded.error === "" ? null : (
        <Alert
          type="error"
          header={`Cannot load ${itemName}s`}
          action={<Button onClick={loaded.reload}>Try again</Button>}
        >
          {loaded.error}
        </Alert>
      )}
      <Table<T>
        {...collectionProps}
        variant={props.variant ?? "container"}
        items={items}
        columnDefinitions={columns}
        trackBy={idOf}
        loading={loaded.isLoading && loaded.value === undefined}
        loadingText={`Loading ${itemName}s`}
        wrapLines
        {...(selection === undefined
          ? {}
          : {
              selectionType: selection,
              selectedItems: [...selected],
              onSelectionChange: ({ detail }) => onSelect?.(detail.selectedItems),
              ariaLabels: {
                selectionGroupLabel: `${itemName} selection`,
                itemSelectionLabel: (_data, item) => `select ${idOf(item)}`,
                allItemsSelectionLabel: () => "select all",
              },
            })}
        header={
          <Header
            counter={`(${all.length})`}
            description={props.description}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  iconName="refresh"
                  ariaLabel={`Refresh ${title}`}
                  loading={loaded.isLoading}
                  onClick={loaded.reload}
                />
                {(props.actions ?? []).map((action, at) => (
                  <Fragment key={at}>{action}</Fragment>
                ))}
              </SpaceBetween>
            }
          >
            {title}
          </Header>
        }
        filter={
          <TextFilter
            {...filterProps}
            filteringPlaceholder={`Find ${itemName}s`}
            filteringAriaLabel={`Find ${itemName}s`}
            filteringClearAriaLabel="Clear the text"
            countText={`${filteredItemsCount ?? 0} matches`}
          />
        }
        pagination={
          <Pagination
            {...paginationProps}
            ariaLabels={{
              nextPageLabel: "Next page",
              previousPageLabel: "Previous page",
              pageLabel: (page) => `Page ${page}`,
            }}
          />
        }
      />
    </SpaceBetween>
  );
}

function Empty({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Box textAlign="center" color="inherit" padding="m">
      {children}
    </Box>
  );
}
