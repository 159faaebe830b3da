// One way to mend a finding, said for everybody who mends it his own way: commands, clicks, templates.
import Box from "@cloudscape-design/components/box";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs, { type TabsProps } from "@cloudscape-design/components/tabs";
import type { ReactNode } from "react";
import type { FindingResource, Fix } from "../../../src/doctor/rule.ts";
import { CodeText } from "../../commons/code-text.tsx";
import { href } from "../../commons/href.ts";
import { type ConsolePlace, placeOfCall, placeOfResource } from "./resource-place.ts";

export interface FixTabsProps {
  readonly fix: Fix;
  /** Null where it is not of this Postern: then no links lead to it. */
  readonly resource: FindingResource | null;
}

export function FixTabs({ fix, resource }: FixTabsProps): ReactNode {
  const tabs: TabsProps.Tab[] = [];
  if (fix.cli.length > 0) {
    const content = <CodeText text={fix.cli.join("\n")} copyLabel="Copy the commands" />;
    tabs.push({ id: "cli", label: "AWS CLI", content });
  }
  if (fix.console.length > 0) {
    const content = <ConsoleSteps fix={fix} resource={resource} />;
    tabs.push({ id: "console", label: "Console", content });
  }
  for (const [id, label, text] of [
    ["cloudformation", "CloudFormation", fix.cloudFormation],
    ["terraform", "Terraform", fix.terraform],
  ] as const) {
    if (text === "") continue;
    tabs.push({ id, label, content: <CodeText text={text} copyLabel={`Copy the ${label}`} /> });
  }
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{fix.title}</Box>
      {tabs.length === 0 ? null : (
        <Tabs
          tabs={tabs}
          ariaLabel={fix.title}
          i18nStrings={{
            scrollLeftAriaLabel: "Earlier tabs",
            scrollRightAriaLabel: "Later tabs",
          }}
        />
      )}
    </SpaceBetween>
  );
}

function ConsoleSteps({ fix, resource }: FixTabsProps): ReactNode {
  const places = resource === null ? [] : placesOf(fix, resource);
  return (
    <SpaceBetween size="s">
      <ol>
        {fix.console.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {places.length === 0 ? null : (
        <Box>
          In this console:{" "}
          {places.map(({ text, path }, at) => (
            <span key={path}>
              {at === 0 ? "" : ", "}
              <Link href={href(path)}>{text}</Link>
            </span>
          ))}
        </Box>
      )}
    </SpaceBetween>
  );
}

/** Where this console makes the change, or else where the resource stands. */
function placesOf(fix: Fix, resource: FindingResource): ConsolePlace[] {
  const places = new Map<string, ConsolePlace>();
  for (const call of fix.calls) {
    const place = placeOfCall(call);
    if (place !== null) places.set(place.path, place);
  }
  const path = placeOfResource(resource);
  if (places.size === 0) return path === null ? [] : [{ text: resource.name, path }];
  return [...places.values()];
}
