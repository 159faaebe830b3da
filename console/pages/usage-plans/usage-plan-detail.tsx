// One usage plan: its limits, its stages, its keys, and what they have used.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tabs from "@cloudscape-design/components/tabs";
import type { UsagePlan } from "@aws-sdk/client-api-gateway";
import type { ReactNode } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { useDialog } from "../../commons/use-dialog.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useQuery } from "../../commons/use-query.ts";
import { DeleteUsagePlan } from "./delete-usage-plan.tsx";
import { EditUsagePlan } from "./edit-usage-plan.tsx";
import { PlanKeys } from "./plan-keys.tsx";
import { PlanStages } from "./plan-stages.tsx";
import { PlanUsage } from "./plan-usage.tsx";
import { quotaText, throttleText } from "./usage-plan-draft.ts";
import { getPlan } from "./usage-plans.ts";

const TABS = [
  { id: "stages", label: "Associated stages", Content: PlanStages },
  { id: "keys", label: "Associated API keys", Content: PlanKeys },
  { id: "usage", label: "Usage", Content: PlanUsage },
] as const;

export function UsagePlanDetail(): ReactNode {
  const { planId = "" } = useParams();
  const navigate = useNavigate();
  const query = useQuery();
  const loaded = useLoaded(() => getPlan(planId), [planId]);
  const dialog = useDialog<"edit" | "delete">(loaded.value);
  const plan = loaded.value;
  const tab = TABS.find(({ id }) => id === query.get("tab"))?.id ?? "stages";
  return (
    <Page
      title={plan?.name ?? planId}
      parents={[{ text: "Usage plans", href: href("/usage-plans") }]}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={plan === undefined} onClick={() => dialog.show("delete")}>
            Delete
          </Button>
          <Button disabled={plan === undefined} onClick={() => dialog.show("edit")}>
            Edit
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {plan === undefined ? null : (
          <SpaceBetween size="l">
            <Facts plan={plan} />
            <Tabs
              ariaLabel="Parts of the usage plan"
              i18nStrings={{
                scrollLeftAriaLabel: "Scroll left",
                scrollRightAriaLabel: "Scroll right",
              }}
              activeTabId={tab}
              onChange={({ detail }) => query.change({ tab: detail.activeTabId })}
              tabs={TABS.map(({ id, label, Content }) => ({
                id,
                label,
                content: id === tab ? <Content plan={plan} onChanged={loaded.reload} /> : null,
              }))}
            />
          </SpaceBetween>
        )}
      </SpaceBetween>
      {dialog.open === "edit" && plan !== undefined ? (
        <EditUsagePlan
          plan={plan}
          onCancel={dialog.close}
          onDone={() => {
            dialog.closeWhenLoaded();
            loaded.reload();
          }}
        />
      ) : null}
      {dialog.open === "delete" && plan !== undefined ? (
        <DeleteUsagePlan
          plan={plan}
          onCancel={dialog.close}
          onDone={() => void navigate("/usage-plans")}
        />
      ) : null}
    </Page>
  );
}

function Facts({ plan }: { readonly plan: UsagePlan }): ReactNode {
  return (
    <Container header={<Header variant="h2">Usage plan details</Header>}>
      <Details
        columns={2}
        items={[
          { label: "Usage plan ID", value: <CopyText text={plan.id} /> },
          { label: "Description", value: plan.description },
          { label: "Throttling", value: throttleText(plan) },
          { label: "Quota", value: quotaText(plan) },
        ]}
      />
    </Container>
  );
}
