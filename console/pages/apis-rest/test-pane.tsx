// Test: runs the method as it is configured now, deployed or not, and shows the answer with the execution log.
import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { type ReactNode, useState } from "react";
import { useAction } from "../../commons/use-action.ts";
import { HTTP_METHODS } from "./integration-choices.ts";
import { pathParametersOf } from "./method-request-draft.ts";
import type { MethodTabProps } from "./method-view.tsx";
import { runTest, type TestResult } from "./run-test.ts";
import { TestResultView } from "./test-result-view.tsx";

export function TestPane({ place, resource }: MethodTabProps): ReactNode {
  const { path = "/" } = resource;
  const isAny = place.httpMethod === "ANY";
  const action = useAction();
  const [verb, setVerb] = useState(isAny ? "GET" : place.httpMethod);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [query, setQuery] = useState("");
  const [headers, setHeaders] = useState("");
  const [variables, setVariables] = useState("");
  const [body, setBody] = useState("");
  const [result, setResult] = useState<TestResult | null>(null);
  const test = () =>
    action.run(async () => {
      setResult(null);
      const asked = { path, values, query, headers, variables, body };
      setResult(await runTest({ ...place, httpMethod: verb }, asked));
    });
  const takesBody = verb !== "GET" && verb !== "HEAD";
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Test method</Header>}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void test();
          }}
        >
          <SpaceBetween size="m">
            {isAny ? (
              <FormField label="Method type">
                <Select
                  selectedOption={{ value: verb, label: verb }}
                  options={HTTP_METHODS.filter((name) => name !== "ANY").map((value) => ({
                    value,
                    label: value,
                  }))}
                  onChange={({ detail }) => setVerb(detail.selectedOption.value ?? "GET")}
                />
              </FormField>
            ) : null}
            {pathParametersOf(path).map((name) => (
              <FormField key={name} label={`Path: ${name}`}>
                <Input
                  value={values[name] ?? ""}
                  onChange={({ detail }) => setValues({ ...values, [name]: detail.value })}
                />
              </FormField>
            ))}
            <FormField label="Query strings">
              <Input
                value={query}
                placeholder="param1=value1&param2=value2"
                onChange={({ detail }) => setQuery(detail.value)}
              />
            </FormField>
            <FormField label="Headers" description="One a line: name: value">
              <Textarea
                value={headers}
                rows={3}
                placeholder="header1: value1"
                onChange={({ detail }) => setHeaders(detail.value)}
              />
            </FormField>
            <FormField label="Stage variables" description="One a line: name=value">
              <Textarea
                value={variables}
                rows={2}
                placeholder="variable1=value1"
                onChange={({ detail }) => setVariables(detail.value)}
              />
            </FormField>
            {takesBody ? (
              <FormField label="Request body" stretch>
                <Textarea
                  value={body}
                  rows={5}
                  spellcheck={false}
                  onChange={({ detail }) => setBody(detail.value)}
                />
              </FormField>
            ) : null}
            <Button variant="primary" loading={action.isRunning}>
              Test
            </Button>
          </SpaceBetween>
        </form>
      </Container>
      {action.error === "" ? null : (
        <Alert type="error" header="The test did not run">
          {action.error}
        </Alert>
      )}
      {result === null ? null : <TestResultView result={result} />}
    </SpaceBetween>
  );
}
