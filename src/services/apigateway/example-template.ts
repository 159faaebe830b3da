// The mapping template that stands for a schema: example values for its properties, a loop for each array. The layout
// follows the samples in AWS's guide; where they show nothing it is a guess [I].
// https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html

const DEPTH_MAX = 10;

interface Schema {
  readonly $ref?: unknown;
  readonly type?: unknown;
  readonly properties?: unknown;
  readonly items?: unknown;
  readonly definitions?: unknown;
}

/** The template for a flattened schema. */
export function exampleTemplate(schema: unknown): string {
  const root = asSchema(schema);
  const writer = { definitions: (root.definitions ?? {}) as Readonly<Record<string, unknown>> };
  return `#set($inputRoot = $input.path('$'))\n${example(writer, root, "", 0)}`;
}

interface Writer {
  readonly definitions: Readonly<Record<string, unknown>>;
}

function example(writer: Writer, schema: Schema, indent: string, depth: number): string {
  const resolved = resolve(writer, schema);
  if (depth > DEPTH_MAX) return "null";
  switch (typeOf(resolved)) {
    case "object":
      return exampleObject(writer, resolved, indent, depth);
    case "array": {
      const item = example(writer, asSchema(resolved.items), `${indent}  `, depth + 1);
      return (
        "[\n##TODO: Update this foreach loop to reference array from input json\n" +
        `#foreach($elem in $inputRoot)\n${indent}  ${item}#if($foreach.hasNext),#end\n\n#end\n${indent}]`
      );
    }
    case "integer":
      return "42";
    case "number":
      return "42.0";
    case "boolean":
      return "true";
    case "null":
      return "null";
    default:
      return '"foo"';
  }
}

function exampleObject(writer: Writer, schema: Schema, indent: string, depth: number): string {
  const properties = Object.entries((schema.properties ?? {}) as object);
  if (properties.length === 0) return "{ }";
  const lines = properties.map(
    ([name, property]) =>
      `${indent}  ${JSON.stringify(name)} : ` +
      example(writer, asSchema(property), `${indent}  `, depth + 1),
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function resolve(writer: Writer, schema: Schema): Schema {
  const reference = typeof schema.$ref === "string" ? schema.$ref : "";
  const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1];
  if (name === undefined || !Object.hasOwn(writer.definitions, name)) return schema;
  return asSchema(writer.definitions[name]);
}

function typeOf(schema: Schema): unknown {
  if (schema.type !== undefined) return schema.type;
  if (schema.properties !== undefined) return "object";
  return schema.items === undefined ? "object" : "array";
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null ? value : {};
}
