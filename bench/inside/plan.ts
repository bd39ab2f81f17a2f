/** What a look inside ours says about a tree: which files it saw, and which of them it parsed. */
export interface Plan {
  /** Absolute; the directory that paths are relative to. */
  root: string;
  seen: PlannedFile[];
  findings: number;
}

export interface PlannedFile {
  absolute: string;
  bytes: number;
  /** `untold` had no telling word; `left out` had one, and its content said that no person wrote it. */
  fate: 'parsed' | 'untold' | 'left out';
}
