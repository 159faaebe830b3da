// What every new API is given, of whichever kind it becomes: who changes his mind about that types it once.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

export interface ApiIdentity {
  readonly name: string;
  readonly description: string;
}

export interface ApiIdentityProps {
  readonly identity: ApiIdentity;
  readonly onIdentity: (identity: ApiIdentity) => void;
}

export interface ApiIdentityFieldsProps extends ApiIdentityProps {
  /** Fields that only one kind has. */
  readonly children?: ReactNode;
}

export function ApiIdentityFields(props: ApiIdentityFieldsProps): ReactNode {
  const { identity, onIdentity, children } = props;
  return (
    <Container header={<Header variant="h2">API details</Header>}>
      <SpaceBetween size="l">
        <FormField label="API name">
          <Input
            value={identity.name}
            ariaRequired
            onChange={({ detail }) => onIdentity({ ...identity, name: detail.value })}
          />
        </FormField>
        <FormField label="Description" description="Optional">
          <Input
            value={identity.description}
            onChange={({ detail }) => onIdentity({ ...identity, description: detail.value })}
          />
        </FormField>
        {children}
      </SpaceBetween>
    </Container>
  );
}
