/** The parts of a run in milliseconds, as a process sees them that is warm. */
export interface Phases {
  parseLoop: number;
  walk: number;
  select: number;
  /** Reading, parsing and facts. */
  facts: number;
  link: number;
  rules: number;
  total: number;
}
