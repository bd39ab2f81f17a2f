import Anthropic from '@anthropic-ai/sdk';

const model = new Anthropic();

export const answer = (question: string) =>
  model.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
