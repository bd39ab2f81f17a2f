/** Calls by which agents write to agents. */
export const agentCalls: Record<string, string[]> = {
  'a2a-js-sdk.message.yaml': [
    `import { A2AClient, type Client, ClientFactory } from '@a2a-js/sdk/client';\ndeclare const client: Client;`,
    `client.sendMessage({ message });`,
    `(await new ClientFactory().createFromUrl('https://agent.example')).sendMessage({ message });`,
    `new A2AClient('https://agent.example').sendMessage({ message });`,
  ],
};
