// Mapping templates by content type, read only.
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";
import { Preformatted } from "./preformatted.tsx";

export interface TemplateListProps {
  readonly templates: Readonly<Record<string, string>> | undefined;
}

export function TemplateList({ templates = {} }: TemplateListProps): ReactNode {
  const all = Object.entries(templates);
  return (
    <div>
      <Header variant="h3" counter={`(${all.length})`}>
        Mapping templates
      </Header>
      {all.length === 0 ? <Box color="text-status-inactive">No mapping templates</Box> : null}
      {all.map(([contentType, template]) => (
        <ExpandableSection key={contentType} defaultExpanded headerText={contentType}>
          <Preformatted text={template} />
        </ExpandableSection>
      ))}
    </div>
  );
}
