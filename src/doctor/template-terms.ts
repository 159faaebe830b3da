// Findings of templates and plans in the terms of their files. The inventory of a template has ids and ARNs that were
// made up so that its resources find each other; people must never meet them. Fragments refer to the resource as its
// language does (!Ref Listener, aws_lb_listener.main.arn), texts name it, and calls are left out: there is nothing yet
// that could be called.
import type { Inventory } from "./inventory.ts";
import type { Finding, Fix } from "./rule.ts";
import { madeUpNames, type MadeUpName } from "./made-up-names.ts";

/** What stands for a made-up text where the fragment is put. */
interface Reference {
  readonly cloudFormation: string;
  readonly terraform: string;
  /** False: the resource is in another file or module, and nothing there can be referred to by name. */
  readonly isNear: boolean;
  /** "ARN of Listener" */
  readonly words: string;
}

/** Where an ARN begins, and as far as it may go: addresses of Terraform have brackets and quotes in them. */
const ARN = /arn:aws[^\s,'<>()]+/g;
/** As far back as a host may begin. */
const HOST = /[^\s,'<>()/@]+\.(?:elb|execute-api)\.[a-z0-9-]+\.amazonaws\.com/g;
const ARN_OF = "ARN of ";
const YAML_LINE = /^(\s*(?:- )?(?:[^\s:'"]+: )?)(.*)$/;
const QUOTED = /"((?:[^"\\]|\\.)*)"/g;

/** The findings as they are to be reported; those of what runs are returned as they are. */
export function inTemplateTerms(findings: readonly Finding[], inventory: Inventory): Finding[] {
  const { kind } = inventory.source;
  if (kind !== "cloudformation" && kind !== "terraform") return [...findings];
  const names = madeUpNames(inventory);
  return findings.map((finding) => new Terms(names, finding, kind).finding());
}

class Terms {
  readonly #names: ReadonlyMap<string, MadeUpName>;
  readonly #finding: Finding;
  readonly #kind: "cloudformation" | "terraform";

  constructor(
    names: ReadonlyMap<string, MadeUpName>,
    finding: Finding,
    kind: "cloudformation" | "terraform",
  ) {
    this.#names = names;
    this.#finding = finding;
    this.#kind = kind;
  }

  finding(): Finding {
    const { title, why, seen, fixes, resource } = this.#finding;
    return {
      ...this.#finding,
      resource: { ...resource, name: this.#text(resource.name) },
      title: this.#text(title),
      why: this.#text(why),
      seen: Object.fromEntries(
        Object.entries(seen).map(([name, value]) => [name, this.#seen(value)]),
      ),
      fixes: fixes.map((fix) => this.#fix(fix)),
    };
  }

  #seen(value: Finding["seen"][string]): Finding["seen"][string] {
    if (typeof value === "string") return this.#text(value);
    return typeof value === "object" ? value.map((entry) => this.#text(entry)) : value;
  }

  #fix(fix: Fix): Fix {
    const isPlan = this.#kind === "terraform";
    return {
      ...fix,
      title: this.#text(fix.title),
      cli: fix.cli.map((line) => this.#replaced(line, ({ words }) => `<${words}>`)),
      console: fix.console.map((line) => this.#text(line)),
      // The fragment in the other language has nothing that it could refer to.
      cloudFormation: isPlan
        ? this.#replaced(fix.cloudFormation, ({ words }) => `<${words}>`)
        : fix.cloudFormation
            .split("\n")
            .map((line) => this.#yamlLine(line))
            .join("\n"),
      terraform: isPlan
        ? fix.terraform.replace(QUOTED, (whole, text: string) => this.#hclText(whole, text))
        : this.#replaced(fix.terraform, ({ words }) => `<${words}>`),
      calls: [],
    };
  }

  /** For people: the resource's name in the file. */
  #text(text: string): string {
    return this.#replaced(text, ({ words }) =>
      words.startsWith(ARN_OF) ? words.slice(ARN_OF.length) : `<${words}>`,
    );
  }

  #replaced(text: string, shown: (reference: Reference) => string): string {
    return text
      .replace(ARN, (token) => {
        for (let end = token.length; end > 0; end--) {
          const found = this.#names.get(token.slice(0, end));
          if (found !== undefined) return shown(this.#referenceTo(found)) + token.slice(end);
        }
        return token;
      })
      .replace(HOST, (token) => {
        for (let start = 0; start < token.length; start++) {
          const found = this.#names.get(token.slice(start));
          if (found !== undefined) return token.slice(0, start) + shown(this.#referenceTo(found));
        }
        return token;
      });
  }

  #yamlLine(line: string): string {
    if (line.trimStart().startsWith("#")) return this.#text(line);
    const [, head = "", value = ""] = YAML_LINE.exec(line) ?? [];
    const plain = unquoted(value);
    const whole = this.#names.get(plain);
    if (whole !== undefined) {
      const { cloudFormation, isNear, words } = this.#referenceTo(whole);
      return head + (isNear ? `!${getter(cloudFormation)} ${cloudFormation}` : `<${words}>`);
    }
    let hasReference = false;
    const put = (reference: Reference): string => {
      hasReference ||= reference.isNear;
      return reference.isNear ? `\${${reference.cloudFormation}}` : `<${reference.words}>`;
    };
    const literal = plain.replaceAll("${", "${!");
    const substituted = this.#withTarget(this.#replaced(literal, put), put);
    if (hasReference) return `${head}!Sub ${JSON.stringify(substituted)}`;
    return substituted === literal ? line : head + substituted.replaceAll("${!", "${");
  }

  #hclText(whole: string, text: string): string {
    const found = this.#names.get(text);
    if (found !== undefined) {
      const { terraform, isNear, words } = this.#referenceTo(found);
      return isNear ? terraform : `"<${words}>"`;
    }
    const put = ({ terraform, isNear, words }: Reference): string =>
      isNear ? `\${${terraform}}` : `<${words}>`;
    const substituted = this.#withTarget(this.#replaced(text, put), put);
    return substituted === text ? whole : `"${substituted}"`;
  }

  /** A route names its integration behind a word. */
  #withTarget(text: string, put: (reference: Reference) => string): string {
    const [, id] = /^integrations\/(.+)$/.exec(text) ?? [];
    const found = id === undefined ? undefined : this.#names.get(id);
    return found === undefined ? text : `integrations/${put(this.#referenceTo(found))}`;
  }

  #referenceTo({ location, attribute, cloudFormation, terraform }: MadeUpName): Reference {
    const here = this.#finding.resource.location;
    const isHere = location.file === here.file;
    const { module, local } = moduleAndLocal(location.address);
    const isSameModule =
      this.#kind === "cloudformation" || module === moduleAndLocal(here.address).module;
    const where = isHere ? "" : ` in ${location.file}`;
    const isNamed = (this.#kind === "terraform" ? terraform : cloudFormation) !== null;
    return {
      cloudFormation: `${location.address}${cloudFormation ?? ""}`,
      terraform: `${local}.${terraform ?? ""}`,
      isNear: isNamed && isHere && isSameModule,
      words: `${attribute} of ${location.address}${where}`,
    };
  }
}

function getter(reference: string): string {
  return reference.includes(".") ? "GetAtt" : "Ref";
}

function unquoted(value: string): string {
  if (!/^"(?:[^"\\]|\\.)*"$/.test(value)) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** 'module.a["x"].aws_lb.main[0]' → 'module.a["x"]' and 'aws_lb.main[0]' */
function moduleAndLocal(address: string): { readonly module: string; readonly local: string } {
  const [module = ""] =
    /^(?:module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*/.exec(address) ?? [];
  return { module, local: address.slice(module.length) };
}
