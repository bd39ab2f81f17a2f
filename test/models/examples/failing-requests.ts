/** Requests whose errors hold them, and the clients that make such requests. */
export const failingRequests: Record<string, string[]> = {
  'axios.yaml': [
    `import axios from 'axios';`,
    `axios.get('https://ci.example.com', { headers: { authorization: 'a' } });`,
    `axios.post('https://ci.example.com', {}, { headers: { authorization: 'a' } });`,
    `axios.request({ url: 'https://ci.example.com', headers: { authorization: 'a' } });`,
    `axios({ url: 'https://ci.example.com', headers: { authorization: 'a' } });`,
    `axios.create({ headers: { authorization: 'a' } });`,
  ],
};
