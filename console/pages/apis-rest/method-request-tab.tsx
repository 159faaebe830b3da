// Method request: what a method asks of its clients.
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { Details } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { AuthorizationNotice } from "./authorization-notice.tsx";
import type { MethodTabProps } from "./method-view.tsx";
import { listAuthorizers, listValidators } from "./rest-apis.ts";
import { entriesOf, ValueList } from "./value-list.tsx";

const PREFIX = "method.request.";

export function MethodRequestTab({ place, method, address }: MethodTabProps): ReactNode {
  const { restApiId } = place;
  const names = useLoaded(
    async () => ({
      authorizers: await listAuthorizers(restApiId),
      validators: await listValidators(restApiId),
    }),
    [restApiId],
  );
  const authorizer = names.value?.authorizers.find(({ id }) => id === method.authorizerId);
  const validator = names.value?.validators.find(({ id }) => id === method.requestValidatorId);
  const parameters = Object.entries(method.requestParameters ?? {}).map(([key, isRequired]) => ({
    name: key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key,
    value: isRequired ? "Required" : "Optional",
  }));
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={<Button href={href(`${address}/method-request/edit`)}>Edit</Button>}
        >
          Method request settings
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AuthorizationNotice type={authorizer?.type ?? method.authorizationType} />
        <Details
          items={[
            {
              label: "Authorization",
              value:
                method.authorizerId === undefined ? (
                  method.authorizationType
                ) : (
                  <Link href={href(`/apis/rest/${restApiId}/authorizers/${method.authorizerId}`)}>
                    {authorizer?.name ?? method.authorizerId}
                  </Link>
                ),
            },
            {
              label: "API key",
              value: method.apiKeyRequired === true ? "Required" : "Not required",
            },
            {
              label: "Request validator",
              value: validator?.name ?? method.requestValidatorId ?? "None",
            },
            { label: "Operation name", value: method.operationName },
            { label: "Authorization scopes", value: method.authorizationScopes?.join(", ") },
          ]}
        />
        <ValueList
          title="Request parameters"
          nameHeader="Name"
          valueHeader="Required"
          entries={parameters}
        />
        <ValueList
          title="Request body"
          nameHeader="Content type"
          valueHeader="Model"
          entries={entriesOf(method.requestModels)}
        />
      </SpaceBetween>
    </Container>
  );
}
