/** Reads the parameters that stand written in a text: `https://…?client_id=${id}&response_type=code`. */

/** A parameter of a text: constant, or made of one part of a template, or (with neither) of more than that. */
export interface TextParameter {
  name: string;
  text?: string;
  part?: number;
}

export interface TextQuery {
  /** What stands before the query; parts of the template are `\u0000`. */
  head: string;
  parameters: TextParameter[];
  /** True when a part may hold whole parameters. */
  isOpen: boolean;
}

const hole = '\u0000';
// Headings and code between fences: what people read, and nobody is sent to.
const prose = /(?:^|\n)(?:#{1,4} \S|```)/;
const name = /^[A-Za-z_][\w.[\]-]*$/;

/** The query of the text whose holes stand between `texts`; undefined when it has none. */
export function queryOf(texts: readonly string[]): TextQuery | undefined {
  const whole = texts.join(hole);
  const mark = whole.indexOf('?');
  const start = mark >= 0 ? mark + 1 : /^[a-z_]{3,}=/.test(whole) ? 0 : -1;
  if (start < 0 || prose.test(whole)) return undefined;
  const head = whole.slice(0, Math.max(0, start - 1));
  const query = whole.slice(start).replace(/#[^\u0000]*$/, '');
  let part = head.split(hole).length - 1;
  const found: TextQuery = { head, parameters: [], isOpen: false };
  for (const piece of query.split('&')) {
    const holes = piece.split(hole).length - 1;
    const [key = '', ...rest] = piece.split('=');
    const value = rest.join('=');
    if (rest.length > 0 && name.test(key)) {
      const parameter: TextParameter = { name: key };
      if (holes === 0) parameter.text = value;
      else if (value === hole) parameter.part = part;
      found.parameters.push(parameter);
      // A part behind a value may begin with `&`.
      if (holes > 1 || (holes === 1 && !value.startsWith(hole) && value.endsWith(hole) && !value.includes(' ')))
        found.isOpen = true;
    } else if (holes > 0) found.isOpen = true;
    part += holes;
  }
  return found;
}
