// Edit load balancer attributes: Packet handling → Desync mitigation mode → Save changes, and the others.
import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import { PageForm } from "../../commons/page-form.tsx";
import { useAction } from "../../commons/use-action.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { useShell } from "../../shell/shell-context.ts";
import { type AttributeField, attributeGroupsOf } from "./attribute-groups.ts";
import {
  changeAttributes,
  describeLoadBalancer,
  loadBalancerAttributes,
} from "./load-balancers.ts";

export function EditAttributes(): ReactNode {
  const { arn = "" } = useParams();
  const navigate = useNavigate();
  const { tell } = useShell();
  const action = useAction();
  const loaded = useLoaded(
    async () => ({
      balancer: await describeLoadBalancer(arn),
      values: await loadBalancerAttributes(arn),
    }),
    [arn],
  );
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const name = loaded.value?.balancer?.LoadBalancerName ?? "";
  const before = loaded.value?.values ?? {};
  const detailPath = `/load-balancers/${encodeURIComponent(arn)}`;
  const change = (key: string, value: string) => {
    const { [key]: _old, ...others } = changes;
    setChanges(before[key] === value ? others : { ...others, [key]: value });
  };
  const save = () =>
    action.run(async () => {
      await changeAttributes(arn, changes);
      tell({ type: "success", header: `Changed the attributes of ${name}` });
      await navigate(detailPath);
    });
  return (
    <Page
      title="Edit load balancer attributes"
      parents={[
        { text: "Load balancers", href: href("/load-balancers") },
        { text: name, href: href(detailPath) },
      ]}
    >
      <PageForm
        submitText="Save changes"
        isComplete={Object.keys(changes).length > 0}
        action={action}
        cancelTo={detailPath}
        onSubmit={() => void save()}
      >
        {loaded.error === "" ? null : <Alert type="error">{loaded.error}</Alert>}
        {attributeGroupsOf(loaded.value?.balancer?.Type, before).map((group) => (
          <Container key={group.title} header={<Header variant="h2">{group.title}</Header>}>
            <SpaceBetween size="m">
              {group.attributes.map((field) => (
                <AttributeControl
                  key={field.key}
                  field={field}
                  value={changes[field.key] ?? before[field.key] ?? ""}
                  onChange={(value) => change(field.key, value)}
                />
              ))}
            </SpaceBetween>
          </Container>
        ))}
      </PageForm>
    </Page>
  );
}

interface AttributeControlProps {
  readonly field: AttributeField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function AttributeControl({ field, value, onChange }: AttributeControlProps): ReactNode {
  const { control, label, description } = field;
  if (control === "switch") {
    return (
      <Toggle
        checked={value === "true"}
        onChange={({ detail }) => onChange(String(detail.checked))}
      >
        {label}
      </Toggle>
    );
  }
  if (control === "text") {
    return (
      <FormField label={label} description={description}>
        <Input value={value} onChange={({ detail }) => onChange(detail.value)} />
      </FormField>
    );
  }
  return (
    <FormField label={label} description={description}>
      <RadioGroup
        value={value}
        ariaLabel={label}
        items={control.map((choice) => ({
          value: choice.value,
          label: choice.label,
          description: choice.text,
        }))}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
