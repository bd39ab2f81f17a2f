/** The contract of a tool: shapes, hints, what it does, and how its answer reads. */
import type { z } from 'zod';
import type { ToolHost } from './host.ts';

export interface Tool<In extends z.ZodType = z.ZodType, Out extends z.ZodObject = z.ZodObject> {
  name: string;
  title: string;
  /** Tells a model when to call it. */
  description: string;
  input: In;
  output: Out;
  /** True when nothing is ever written. */
  isReadOnly: boolean;
  /** Answers, or throws a `ToolError` that says what to do. */
  run(host: ToolHost, input: z.output<In>): z.input<Out>;
  /** The answer for a reader. */
  text(answer: z.input<Out>): string;
}

/** Returns the tool unchanged; exists so that its parts are checked against each other where it is written. */
export function defineTool<In extends z.ZodType, Out extends z.ZodObject>(tool: Tool<In, Out>): Tool<In, Out> {
  return tool;
}
