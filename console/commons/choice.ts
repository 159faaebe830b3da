// One entry of a Select or Multiselect.

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}
