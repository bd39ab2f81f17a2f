/**
 * What a manifest says, in plain serialisable data: one tree for every syntax, with the place of every key and value.
 * Offsets are UTF-16 into the decoded text of the file; no node of a parser leaves this directory.
 */
import type { IgnoreComment, Place, Span } from '../finding.ts';
import type { FileSyntax } from '../input/syntax.ts';

/** `code` is for object literals of a source file that build a manifest. */
export type Syntax = FileSyntax | 'code';

/** How a text is written; `block` is a YAML block scalar or a heredoc, `plain` has no quotes. */
export type TextStyle = 'double' | 'single' | 'plain' | 'block';

/** A value with its place: that of the whole, with its quotes, braces or brackets. */
export type Tree = MapTree | ListTree | TextTree | NumberTree | BooleanTree | NullTree | CallTree | ExpressionTree;

export interface MapTree extends Place {
  kind: 'map';
  /** In the order of the file; a key may stand twice. */
  entries: Entry[];
  /** True for `{…}`, false for indented lines, tables and blocks. */
  isFlow?: true;
  /** True when a spread or a computed key may add further keys (object literals in code). */
  isOpen?: true;
}

export interface Entry {
  key: string;
  /** The place of the key, with its quotes. */
  at: Place;
  value: Tree;
  /** The labels of a block: `resource "aws_iam_role" "agent" { … }`. */
  labels?: TextTree[];
}

export interface ListTree extends Place {
  kind: 'list';
  items: Tree[];
  isFlow?: true;
}

export interface TextTree extends Place {
  kind: 'text';
  /** Decoded. Holes of a template stay as they are written: `${var.name}`. */
  value: string;
  /** The content without quotes. */
  inner: Span;
  style: TextStyle;
  /** Where each unit of `value` stands, when that is not `inner.start + index`; empty where it cannot be told. */
  offsets?: number[];
  /** True when a language fills holes in it: HCL, Bicep, a template string, Helm or Jinja. */
  isTemplate?: true;
}

export interface NumberTree extends Place {
  kind: 'number';
  value: number;
}

export interface BooleanTree extends Place {
  kind: 'boolean';
  value: boolean;
}

/** `null`, and a key without a value. */
export interface NullTree extends Place {
  kind: 'null';
}

/** A function call or a tagged value: `file("x")`, `!Sub "…"`, `subscriptionResourceId('…')`. */
export interface CallTree extends Place {
  kind: 'call';
  name: string;
  args: Tree[];
  /** In code: what it is called on. */
  on?: Tree;
  /** In code: the callee without its arguments. */
  callee?: Place;
}

/** Anything that is no constant: a reference, an operation, a loop. */
export interface ExpressionTree extends Place {
  kind: 'expression';
  source: string;
  /** The values inside it: the branches of a conditional, the body of a loop. */
  parts: Tree[];
}

export interface SyntaxProblem extends Span {
  message: string;
  /** The reader gave up here: what stands behind was not looked at. */
  isEnd?: true;
}

/** One file as its reader understood it. */
export interface Document {
  file: string;
  syntax: Syntax;
  /** One for each YAML document or object literal of code, otherwise at most one. */
  roots: Tree[];
  /** What stands behind the front matter of a Markdown file. */
  body?: Span;
  /** Comments that suppress. */
  ignores: IgnoreComment[];
  /** What the parser could not read, in order; the rest was read. */
  problems: SyntaxProblem[];
}
