// Documentation: what is said of the API and its parts, and what of it was published.
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { useLoaded } from "../../commons/use-loaded.ts";
import { DocumentationPartList } from "./documentation-part-list.tsx";
import { DocumentationVersionList } from "./documentation-version-list.tsx";
import { listDocumentationParts, listDocumentationVersions } from "./documentation.ts";
import { useRestApi } from "./rest-api-context.ts";

export function DocumentationView(): ReactNode {
  const { apiId, undeployed } = useRestApi();
  const parts = useLoaded(() => listDocumentationParts(apiId), [apiId]);
  // A stage that came or went changes who shows a version.
  const shown = undeployed.value?.map(({ stage }) => [stage.stageName, stage.documentationVersion]);
  const versions = useLoaded(() => listDocumentationVersions(apiId), [apiId, shown]);
  return (
    <SpaceBetween size="l">
      <DocumentationPartList parts={parts} />
      <DocumentationVersionList versions={versions} />
    </SpaceBetween>
  );
}
