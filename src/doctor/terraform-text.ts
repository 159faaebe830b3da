// Texts in Terraform's language, for changes that people copy into their files.
// https://developer.hashicorp.com/terraform/language/expressions/strings

/** The text as a quoted template that stands for exactly this text. */
export function terraformText(text: string): string {
  return JSON.stringify(text).replaceAll("${", "$$$${").replaceAll("%{", "%%{");
}
