/** Gateways of a cloud that lend tools to agents and ask nobody who is calling. */
import type { Document, Tree } from '../documents/document.ts';
import { firstAt, placeOf, textOf, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { Recognised } from './manifest.ts';

/** A gateway for which everybody may be a caller. */
export interface OpenGateway {
  document: Document;
  /** The setting that opens it. */
  at: Place;
}

const settings = ['AuthorizerType', 'authorizer_type', 'authorizerType', 'authorizerConfiguration'];
// A function or a policy of its own may refuse a call then.
const guards = [
  'InterceptorConfigurations',
  'interceptor_configuration',
  'interceptorConfigurations',
  'PolicyEngineConfiguration',
  'policy_engine_configuration',
  'policyEngineConfiguration',
];

/** The gateways that are told to have no authorizer, and have nothing else that looks at calls. */
export function openGateways(recognised: readonly Recognised[]): OpenGateway[] {
  return recognised
    .filter(({ kind }) => kind === 'tool-gateway')
    .flatMap(({ document, root }) => {
      const setting = firstAt(root, settings);
      if (!setting || !isOpen(setting.value) || firstAt(root, guards) || isPassedOn(document)) return [];
      return [{ document, at: placeOf(setting.value) }];
    });
}

function isOpen(value: Tree): boolean {
  return value.kind === 'call' ? /(?:^|\.)withNoAuth$/.test(value.name) : textOf(value) === 'NONE';
}

// Whoever stands behind the gateway is given the token of the caller, and looks at it.
function isPassedOn({ roots }: Document): boolean {
  return roots.some((root) => [...walk(root)].some(({ tree }) => textOf(tree) === 'JWT_PASSTHROUGH'));
}
