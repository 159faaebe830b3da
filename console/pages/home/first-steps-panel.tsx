// Shown where nothing runs yet: the first commands, ready to be copied, and where else to begin.
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { href } from "../../commons/href.ts";
import { currentPlace } from "../../commons/place.ts";
import { useLoaded } from "../../commons/use-loaded.ts";
import { firstSteps } from "./first-steps.ts";
import "./home.css";

export function FirstStepsPanel(): ReactNode {
  const place = useLoaded(currentPlace);
  const steps = firstSteps(window.location.origin, place.value?.region ?? "us-east-1");
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Nothing runs yet. Any AWS client can configure Postern; with the AWS CLI it goes like this"
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button href={href("/lab")}>Open the lab</Button>
              <Button variant="primary" href={href("/apis/create")}>
                Create an API
              </Button>
            </SpaceBetween>
          }
        >
          First steps
        </Header>
      }
    >
      <SpaceBetween size="l">
        {steps.map(({ title, commands }, at) => (
          <div key={title}>
            <SpaceBetween direction="horizontal" size="xs" alignItems="center">
              <Box variant="h3">
                {at + 1}. {title}
              </Box>
              <CopyToClipboard
                variant="icon"
                textToCopy={commands}
                copyButtonAriaLabel={`Copy the commands: ${title}`}
                copySuccessText="Copied"
                copyErrorText="Cannot copy"
              />
            </SpaceBetween>
            <Box variant="code" display="block">
              {/* It scrolls: keyboards must reach it. */}
              <pre className="home-commands" tabIndex={0} role="region" aria-label={title}>
                {commands}
              </pre>
            </Box>
          </div>
        ))}
      </SpaceBetween>
    </Container>
  );
}
