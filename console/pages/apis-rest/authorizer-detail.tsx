// One authorizer: what it asks, what it reads in a request, and which methods use it.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { type ReactNode, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { CopyText } from "../../commons/copy-text.tsx";
import { Details, type DetailsProps } from "../../commons/details.tsx";
import { href } from "../../commons/href.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { AuthorizationNotice } from "./authorization-notice.tsx";
import {
  authorizerTypeName,
  type AuthorizedMethod,
  getAuthorizer,
  methodsWith,
  sourceText,
} from "./authorizers.ts";
import { DeleteAuthorizer } from "./delete-authorizer.tsx";
import { functionOfUri } from "./lambda-uri.ts";
import { useRestApi } from "./rest-api-context.ts";

export function AuthorizerDetail(): ReactNode {
  const { authorizerId = "" } = useParams();
  return <AuthorizerView key={authorizerId} authorizerId={authorizerId} />;
}

function AuthorizerView({ authorizerId }: { readonly authorizerId: string }): ReactNode {
  const { apiId, resources, reload } = useRestApi();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { value: authorizer, error } = useLoaded(
    () => getAuthorizer(apiId, authorizerId),
    [apiId, authorizerId],
  );
  const address = `/apis/rest/${apiId}/authorizers`;
  if (authorizer === undefined) {
    return error === "" ? <Spinner /> : <Alert type="error">{error}</Alert>;
  }
  const users = methodsWith(apiId, authorizerId, resources.value ?? []);
  return (
    <SpaceBetween size="l">
      <AuthorizationNotice type={authorizer.type} />
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDeleting(true)}>Delete authorizer</Button>
                <Button href={href(`${address}/${authorizerId}/edit`)}>Edit authorizer</Button>
              </SpaceBetween>
            }
          >
            {authorizer.name}
          </Header>
        }
      >
        <Details columns={2} items={detailsOf(authorizer, users)} />
      </Container>
      {isDeleting ? (
        <DeleteAuthorizer
          authorizer={authorizer}
          onCancel={() => setDeleting(false)}
          onDone={() => {
            reload();
            void navigate(address);
          }}
        />
      ) : null}
    </SpaceBetween>
  );
}

function detailsOf(
  authorizer: Authorizer,
  users: readonly AuthorizedMethod[],
): DetailsProps["items"] {
  const { id, type, authorizerUri = "", identityValidationExpression } = authorizer;
  const ttlS = authorizer.authorizerResultTtlInSeconds ?? 0;
  const isCognito = type === "COGNITO_USER_POOLS";
  return [
    { label: "Authorizer ID", value: <CopyText text={id} /> },
    { label: "Authorizer type", value: authorizerTypeName(authorizer) },
    ...(isCognito
      ? [{ label: "User pools", value: <Lines texts={authorizer.providerARNs ?? []} /> }]
      : [
          { label: "Lambda function", value: functionOfUri(authorizerUri) ?? authorizerUri },
          { label: "Lambda invoke role", value: authorizer.authorizerCredentials },
        ]),
    {
      label: type === "REQUEST" ? "Identity sources" : "Token source",
      value: sourceText(authorizer),
    },
    ...(type === "REQUEST"
      ? []
      : [{ label: "Token validation", value: identityValidationExpression }]),
    ...(isCognito
      ? []
      : [{ label: "Authorization caching", value: ttlS > 0 ? `${ttlS} seconds` : "Inactive" }]),
    {
      label: "Used by",
      value:
        users.length === 0 ? (
          "No method"
        ) : (
          <SpaceBetween size="xxs">
            {users.map(({ text, address }) => (
              <Link key={text} href={href(address)}>
                {text}
              </Link>
            ))}
          </SpaceBetween>
        ),
    },
  ];
}

function Lines({ texts }: { readonly texts: readonly string[] }): ReactNode {
  return (
    <SpaceBetween size="xxs">
      {texts.map((text) => (
        <span key={text}>{text}</span>
      ))}
    </SpaceBetween>
  );
}
