/** Whether a condition can be true when a stranger starts the workflow. */
import { type Expression, mentions, type Scalar } from './expression.ts';
import { actorPath, type Start, unknown, type Value, valueOfPath } from './payload.ts';

/** True when the condition may hold at such a start; what looks at who acted in a way not understood does not. */
export function canHold(condition: Expression, start: Start): boolean {
  return truthOf(valueOf(condition, start)).canBeTrue;
}

interface Truth {
  canBeTrue: boolean;
  canBeFalse: boolean;
}

const always = (value: boolean): Value => ({ is: 'truth', canBeTrue: value, canBeFalse: !value });
const unclear: Value = { is: 'truth', canBeTrue: false, canBeFalse: false };

function truthOf(value: Value): Truth {
  if (value.is === 'truth') return value;
  const isTrue = value.is !== 'known' || Boolean(value.value);
  return { canBeTrue: isTrue, canBeFalse: !isTrue };
}

function valueOf(expression: Expression, start: Start): Value {
  switch (expression.kind) {
    case 'literal':
      return { is: 'known', value: expression.value };
    case 'path':
      return valueOfPath(expression.path, start);
    case 'not': {
      const { canBeTrue, canBeFalse } = truthOf(valueOf(expression.of, start));
      return { is: 'truth', canBeTrue: canBeFalse, canBeFalse: canBeTrue };
    }
    case 'call': {
      const found = called(
        expression.name,
        expression.args.map((arg) => valueOf(arg, start)),
      );
      return found ?? (mentions(expression, actorPath) ? unclear : unknown);
    }
    case 'binary':
      return valueOfBinary(expression, start);
  }
}

function valueOfBinary(expression: Extract<Expression, { kind: 'binary' }>, start: Start): Value {
  const { operator } = expression;
  const left = valueOf(expression.left, start);
  const right = valueOf(expression.right, start);
  const a = truthOf(left);
  const b = truthOf(right);
  // As in JavaScript, the value of `a || b` is one of both.
  if (operator === '&&') {
    if (a.canBeTrue !== a.canBeFalse) return a.canBeTrue ? right : left;
    return { is: 'truth', canBeTrue: a.canBeTrue && b.canBeTrue, canBeFalse: a.canBeFalse || b.canBeFalse };
  }
  if (operator === '||') {
    if (a.canBeTrue !== a.canBeFalse) return a.canBeTrue ? left : right;
    return { is: 'truth', canBeTrue: a.canBeTrue || b.canBeTrue, canBeFalse: a.canBeFalse && b.canBeFalse };
  }
  const isEqual = operator === '==' || operator === '!=' ? equality(left, right) : undefined;
  if (isEqual !== undefined) return always(isEqual === (operator === '=='));
  if (left.is === 'anything' || right.is === 'anything') return unknown;
  // One stranger may be the other: who comments on their own issue.
  if (left.is === 'stranger' && right.is === 'stranger') return unknown;
  return mentions(expression, actorPath) ? unclear : unknown;
}

function equality(left: Value, right: Value): boolean | undefined {
  if (left.is === 'known' && right.is === 'known') return isSame(left.value, right.value);
  if (left.is === 'anything' || right.is === 'anything') return undefined;
  if (left.is === 'stranger' || right.is === 'stranger') return left.is === right.is ? undefined : false;
  const isMissing = (value: Value): boolean => value.is === 'known' && value.value === null;
  // What is compared with nothing is usually set.
  return isMissing(left) || isMissing(right) ? false : undefined;
}

// GitHub compares without case, and different kinds as numbers.
function isSame(left: Scalar, right: Scalar): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toLowerCase() === right.toLowerCase();
  return left === right || Number(left) === Number(right);
}

function called(name: string, [first, second]: readonly Value[]): Value | undefined {
  if (name === 'always') return always(true);
  if (name === 'fromjson') return first?.is === 'known' ? parsed(first.value) : undefined;
  if (name === 'join' && first?.is === 'labels') return first;
  if (!first || !second || !/^(?:contains|startswith|endswith)$/.test(name)) return undefined;
  if (first.is === 'anything' || second.is === 'anything') return unknown;
  // Who may set a label has a role.
  if (first.is === 'labels') return always(false);
  if (name === 'contains' && second.is === 'stranger' && first.is !== 'stranger') return always(false);
  if (first.is === 'known' && first.value === null) return always(false);
  // Who is named by another part of their name is not looked for.
  if (first.is === 'stranger') return unknown;
  if (second.is !== 'known') return undefined;
  const asked = String(second.value ?? '').toLowerCase();
  if (first.is === 'list') return always(first.items.includes(asked));
  if (first.is !== 'known' || asked === '') return undefined;
  const text = String(first.value).toLowerCase();
  if (name === 'contains') return always(text.includes(asked));
  return always(name === 'startswith' ? text.startsWith(asked) : text.endsWith(asked));
}

function parsed(text: Scalar): Value | undefined {
  try {
    const value: unknown = JSON.parse(String(text));
    if (Array.isArray(value)) return { is: 'list', items: value.map((item) => String(item).toLowerCase()) };
    return typeof value === 'string' || typeof value === 'boolean' ? { is: 'known', value } : undefined;
  } catch {
    return undefined;
  }
}
