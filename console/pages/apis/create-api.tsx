// Creates an API: of which kind, and whether by hand or out of an OpenAPI document.
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import { type ReactNode, useState } from "react";
import { href } from "../../commons/href.ts";
import { Page } from "../../commons/page.tsx";
import type { ApiIdentity } from "./api-identity-fields.tsx";
import { CreateHttpForm } from "./create-http-form.tsx";
import { CreateRestForm } from "./create-rest-form.tsx";
import { ImportForm } from "./import-form.tsx";

export function CreateApi(): ReactNode {
  const [protocol, setProtocol] = useState<"HTTP" | "REST">("HTTP");
  const [identity, setIdentity] = useState<ApiIdentity>({ name: "", description: "" });
  const [definition, setDefinition] = useState("");
  const [way, setWay] = useState<"new" | "import">("new");
  return (
    <Page title="Create API" parents={[{ text: "APIs", href: href("/apis") }]}>
      <SpaceBetween size="l">
        <Container>
          <SpaceBetween size="l">
            <FormField label="API type" stretch>
              <Tiles
                value={protocol}
                ariaLabel="API type"
                items={[
                  {
                    value: "HTTP",
                    label: "HTTP API",
                    description:
                      "Routes with CORS and automatic deployment; VPC links of both load balancers",
                  },
                  {
                    value: "REST",
                    label: "REST API",
                    description:
                      "Resources and methods with mapping templates, keys and usage plans",
                  },
                ]}
                onChange={({ detail }) => setProtocol(detail.value === "REST" ? "REST" : "HTTP")}
              />
            </FormField>
            <FormField label="API contents">
              <RadioGroup
                value={way}
                items={[
                  { value: "new", label: "New API" },
                  { value: "import", label: "Import from OpenAPI" },
                ]}
                onChange={({ detail }) => setWay(detail.value === "import" ? "import" : "new")}
              />
            </FormField>
          </SpaceBetween>
        </Container>
        {way === "import" ? (
          <ImportForm
            key={protocol}
            protocol={protocol}
            definition={definition}
            onDefinition={setDefinition}
          />
        ) : null}
        {way === "new" && protocol === "HTTP" ? (
          <CreateHttpForm identity={identity} onIdentity={setIdentity} />
        ) : null}
        {way === "new" && protocol === "REST" ? (
          <CreateRestForm identity={identity} onIdentity={setIdentity} />
        ) : null}
      </SpaceBetween>
    </Page>
  );
}
