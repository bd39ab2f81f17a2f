import { defineRule, type OpenLoop, type RuleContext } from '../server/sdk.ts';

// Longer than somebody waits for an answer, in milliseconds.
const patience = 60 * 60 * 1000;
// More turns than a task of a person takes.
const most = 100;
const endless = /^(Infinity|MAX_SAFE_INTEGER|MAX_VALUE|POSITIVE_INFINITY)$/;

export const unboundedAgentLoop = defineRule({
  meta: {
    id: 'unbounded-agent-loop',
    title: 'Agent that may go on without end',
    pillar: 'monitoring',
    severity: 'info',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'cwe:770',
      'cwe:835',
      'owasp-asi:08',
      'owasp-asi:10',
      'owasp-llm:10',
      'norm:features-23',
      'norm:features-8',
    ],
  },
  *check(context) {
    const { calls, isTest } = context;
    for (const call of calls('client-call')) {
      const { texts = [], names, at } = call.option('timeout');
      const isEndless =
        names.some((name) => endless.test(name)) || texts.some((text) => endless.test(text) || Number(text) > patience);
      const isPutOff = call.option('keptAlive').texts?.includes('true') && call.option('total').state === 'absent';
      if ((!isEndless && !isPutOff) || isTest(call.at.file)) continue;
      yield {
        at: (isEndless ? at : call.option('keptAlive').at) ?? call.at,
        confidence: isEndless ? 'high' : 'medium',
        message: isEndless
          ? 'This call waits for its server for ever'
          : 'A server that reports progress puts the end of this call off for ever',
        why: 'A server that is broken, or was taken over, holds the agent and all that it has open for as long as it likes.',
        help: 'Keep the time of the SDK, a minute, or give one that the work takes, and `maxTotalTimeout` where progress counts.',
      };
    }
    for (const call of calls('agent-loop')) {
      const { texts = [], names, at } = call.option('limit');
      const isEndless = [...names, ...texts].some((name) => endless.test(name));
      const limits = texts.map(Number).filter((limit) => limit > most);
      if (!isEndless && (limits.length === 0 || limits.length < texts.length)) continue;
      yield {
        at: at ?? call.at,
        confidence: 'high',
        message: isEndless
          ? 'Nothing ends this agent but itself'
          : `This agent may go on for ${Math.min(...limits)} turns`,
        why: 'An agent that was led astray, or that runs in circles, goes on calling tools and paying for its model until somebody looks.',
        help: `Let it stop after as many turns as its task takes, at most ${most}, and hand over to a person then.`,
      };
    }
    yield* byHand(context);
  },
});

// What the model says of its own answer, or the calls in it.
const ofModel =
  /^(stop_?reason|finish_?reason|tool_?(calls?|uses?)|has_?tool_?(calls?|uses?)|function_?calls?|needs_?follow_?up|done|finished|running|continue\w*|should_?continue|loop\w*)$/i;
// Of a list of calls, and not by itself.
const plain =
  /^(length|filter|some|find|content|message|response|result|choices|output|data|completion|type|name|size)$/i;
// What ends a loop, whoever counts: a bound, money, a clock, or somebody who gives up.
const bounding =
  /max(?!_?tokens)|limit|budget|iterations?|(turns?|steps?|rounds?)_?(left|remaining|taken|so_?far|count|used)|attempts?|depth|abort|signal|cancel|deadline|timeout|elapsed|stopped|interrupt/i;
// A person, or a queue, that each turn waits for.
const waiting =
  /^(question|ask\w*|prompt(User|ForInput)?|read_?line\w*|get_?(user_?)?input|input|receive|poll|dequeue|next|sleep|delay|wait\w*|setTimeout|confirm\w*|approv\w*|permission\w*|select|shift)$/i;

// The loop that a program without a framework writes itself.
function* byHand({ openLoops, calls, isTest }: RuleContext) {
  const asked = calls('model-call').filter((call) => call.option('tools').state !== 'absent');
  for (const loop of openLoops()) {
    const isOpen = loop.test.length === 0 || isUpToModel(loop);
    if (
      !isOpen ||
      loop.isCounted ||
      isTest(loop.at.file) ||
      loop.reads(bounding) ||
      loop.calls(bounding) ||
      loop.calls(waiting)
    )
      continue;
    const call = asked.find((one) => loop.holds(one.call));
    if (!call) continue;
    yield {
      at: loop.at,
      confidence: 'high' as const,
      message: 'This loop goes on for as long as the model asks for tools',
      why: 'An agent that was led astray, or that runs in circles, goes on calling tools and paying for its model until somebody looks.',
      help: `Count the turns, stop after as many as the task takes, at most ${most}, and hand over to a person then.`,
      related: [{ ...call.at, note: 'the model is asked here' }],
    };
  }
}

function isUpToModel({ test }: OpenLoop): boolean {
  return test.some((name) => ofModel.test(name)) && test.every((name) => ofModel.test(name) || plain.test(name));
}
