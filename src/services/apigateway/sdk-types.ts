// The kinds of SDK that AWS can generate for an API. The list is the same for everybody; Postern generates none.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-generate-sdk.html
import type { SdkConfigurationProperty, SdkType } from "@aws-sdk/client-api-gateway";

function property(name: string, friendlyName: string, required = true): SdkConfigurationProperty {
  return { name, friendlyName, required };
}

/** Every kind, in the order of ids. */
export const SDK_TYPES: readonly SdkType[] = [
  {
    id: "android",
    friendlyName: "Android",
    configurationProperties: [
      property("groupId", "Group ID"),
      property("artifactId", "Artifact ID"),
      property("artifactVersion", "Artifact Version"),
      property("invokerPackage", "Invoker package"),
    ],
  },
  {
    id: "java",
    friendlyName: "Java SDK",
    configurationProperties: [
      property("service.name", "Service Name"),
      property("java.package-name", "Java Package Name"),
      property("java.build-system", "Java Build System", false),
      property("java.group-id", "Java Group Id", false),
      property("java.artifact-id", "Java Artifact Id", false),
      property("java.artifact-version", "Java Artifact Version", false),
      property("java.license-text", "Source Code License Text", false),
      property("java.license-url", "Source Code License URL", false),
    ],
  },
  { id: "javascript", friendlyName: "JavaScript", configurationProperties: [] },
  {
    id: "objectivec",
    friendlyName: "iOS (Objective-C)",
    configurationProperties: [property("classPrefix", "Prefix")],
  },
  {
    id: "ruby",
    friendlyName: "Ruby",
    configurationProperties: [property("service.name", "Service Name")],
  },
  {
    id: "swift",
    friendlyName: "iOS (Swift)",
    configurationProperties: [property("classPrefix", "Prefix")],
  },
];
