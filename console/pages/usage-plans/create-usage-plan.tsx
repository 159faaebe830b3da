// Creates a usage plan; its stages and keys are added on its own page.
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { apiGateway } from "../../commons/aws-clients.ts";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useShell } from "../../shell/shell-context.ts";
import { createInput, isComplete, NEW_PLAN } from "./usage-plan-draft.ts";
import { UsagePlanFields } from "./usage-plan-fields.tsx";

export function CreateUsagePlan(): ReactNode {
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const [draft, setDraft] = useState(NEW_PLAN);
  const create = () =>
    action.run(async () => {
      const { id } = await (await apiGateway()).createUsagePlan(createInput(draft));
      tell({ type: "success", header: `Usage plan ${draft.name} is created` });
      await navigate(`/usage-plans/${id}`);
    });
  return (
    <Page title="Create usage plan" parents={[{ text: "Usage plans", href: href("/usage-plans") }]}>
      <PageForm
        submitText="Create usage plan"
        isComplete={isComplete(draft)}
        action={action}
        cancelTo="/usage-plans"
        onSubmit={() => void create()}
      >
        <Container header={<Header variant="h2">Usage plan details</Header>}>
          <UsagePlanFields draft={draft} onChange={setDraft} />
        </Container>
      </PageForm>
    </Page>
  );
}
