/** Conditions of jobs: whether somebody without a role in the repository can make one true. */
import assert from 'node:assert/strict';
import { areGates } from '../../server/manifests/workflows/gates.ts';
import type { WorkflowTrigger } from '../../server/manifests/workflows/workflow.ts';

const at = { file: 'f', start: 0, end: 0 };
const open: Record<string, string[]> = {
  issues: ['opened', 'edited'],
  issue_comment: ['created'],
  pull_request_target: ['opened', 'synchronize', 'closed'],
  workflow_run: [],
};

function triggers(names: string): WorkflowTrigger[] {
  return names.split(' ').map((name) => ({ name, at, isOpen: name in open, actions: open[name] ?? [] }));
}

const comment = 'github.event.comment.author_association';
const issue = 'github.event.issue.author_association';
const asked = "contains(github.event.comment.body, '@bot')";
const head = 'github.event.pull_request.head.repo';
const members = `fromJSON('["OWNER", "MEMBER", "COLLABORATOR"]')`;

/** The events, and a condition that keeps strangers out. */
const gates: [string, string][] = [
  ['issue_comment', `${asked} && ${comment} == 'OWNER'`],
  ['issue_comment', `\${{ ${comment} == 'OWNER' || ${comment} == 'MEMBER' }}`],
  ['issue_comment', `${asked} && contains(${members}, ${comment})`],
  ['issue_comment', `contains('OWNER,MEMBER', ${comment})`],
  ['issue_comment', `contains(fromJSON(vars.ROLES), ${comment})`],
  ['issue_comment', `contains(fromJSON('["OWNER","CONTRIBUTOR"]'), ${comment})`],
  ['issue_comment', `!contains(fromJSON('["NONE","FIRST_TIMER","FIRST_TIME_CONTRIBUTOR"]'), ${comment})`],
  ['issue_comment', `${comment} != 'NONE' && ${comment} != 'FIRST_TIMER' && ${comment} != 'FIRST_TIME_CONTRIBUTOR'`],
  ['issue_comment', `${comment} == vars.ROLE`],
  ['issue_comment', `format('{0}', ${comment}) == 'OWNER'`],
  ['issue_comment', `${asked} && (github.actor == github.repository_owner || github.triggering_actor == 'ann')`],
  ['issue_comment', `contains(vars.PEOPLE, github.actor)`],
  ['issue_comment', `github.event['sender'].login == 'ann' && ${asked}`],
  ['issue_comment', `!(github.actor != 'ann')`],
  ['issue_comment', 'false'],
  // Both are asked, each for its event.
  ['issues issue_comment', `contains(${members}, ${comment} || ${issue})`],
  [
    'issues issue_comment',
    `(github.event_name == 'issues' && ${issue} == 'OWNER') || (github.event_name == 'issue_comment' && ${comment} == 'OWNER')`,
  ],
  ['issues issue_comment', `(${asked} && ${comment} == 'OWNER') || (${issue} == 'OWNER' && github.event.issue.body)`],
  // What only people who may write can start.
  ['issue_comment workflow_dispatch', `github.event_name == 'workflow_dispatch' || ${comment} == 'OWNER'`],
  ['issue_comment push', `contains(fromJSON('["push", "schedule"]'), github.event_name)`],
  ['issues workflow_dispatch', 'inputs.force == true'],
  ['issues', "github.event.label.name == 'bot'"],
  ['issues', "github.event.action == 'labeled'"],
  ['issues', "contains(join(github.event.issue.labels.*.name, ','), 'bot')"],
  ['pull_request_target', `${head}.full_name == github.repository`],
  ['pull_request_target', `!${head}.fork && github.event.pull_request.draft == false`],
  ['pull_request_target', `${head}.fork != true`],
  ['pull_request_target', 'github.event.pull_request.merged == true'],
  ['issue_comment', `${head}.full_name == github.repository`],
  ['workflow_run', "github.event.workflow_run.event == 'push'"],
  ['workflow_run', 'github.event.workflow_run.head_repository.full_name == github.repository'],
  // What cannot be read is judged by its words.
  ['issue_comment', `\${{ ${asked} }} && ${comment} == 'OWNER'`],
  ['issue_comment', `${comment} == "OWNER"`],
  ['issue_comment', `${'('.repeat(200)}${comment} == 'OWNER'${')'.repeat(200)}`],
];

/** The events, and a condition that looks like one and is none. */
const holes: [string, string][] = [
  ['issue_comment', asked],
  ['issue_comment', `!github.event.issue.pull_request || ${comment} == 'OWNER'`],
  ['issue_comment', `${comment} != 'NONE'`],
  ['issue_comment', `contains(fromJSON('["OWNER", "NONE"]'), ${comment})`],
  ['issue_comment', `!contains(${members}, ${comment})`],
  ['issue_comment', `${issue} == 'OWNER' && ${asked}`],
  ['issue_comment', `github.actor == 'dependabot[bot]' || ${asked}`],
  ['issue_comment', `github.event.comment.user.login == 'review[bot]' || ${asked}`],
  ['issue_comment', `github.event.comment.user.login == github.event.issue.user.login`],
  ['issue_comment', "github.event.comment.user.login != 'review[bot]'"],
  ['issue_comment', "github.repository_owner == 'acme'"],
  ['issue_comment', `${head}.fork == false`],
  ['issues issue_comment', `github.event_name == 'issues' || ${comment} == 'OWNER'`],
  ['issues', `github.event_name == 'workflow_dispatch' || github.event_name == 'issues' && ${asked} == false`],
  ['issues', "github.event.action == 'opened' || github.event.label.name == 'bot'"],
  ['issues', "!contains(github.event.issue.labels.*.name, 'no-bot')"],
  ['issues workflow_call', 'inputs.force == true'],
  ['pull_request_target', `${head}.full_name != github.repository`],
  [
    'pull_request_target',
    `${head}.full_name == github.repository || contains(github.event.pull_request.title, 'feat')`,
  ],
  ['workflow_run', "github.event.workflow_run.conclusion == 'failure'"],
];

describe('conditions of workflows', () => {
  for (const [names, condition] of gates)
    it(`${names}: ${condition.slice(0, 90)} is a gate`, () => assert.ok(areGates([condition], triggers(names))));
  for (const [names, condition] of holes)
    it(`${names}: ${condition.slice(0, 90)} is none`, () => assert.ok(!areGates([condition], triggers(names))));
  it('two conditions that are none may be one together', () => {
    const both = ["github.event_name == 'issues'", `github.event_name != 'issues' || ${issue} == 'OWNER'`];
    assert.ok(areGates(both, triggers('issues issue_comment')));
    for (const each of both) assert.ok(!areGates([each], triggers('issues issue_comment')));
  });
});
