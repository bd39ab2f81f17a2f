/** What a handler does with the caller's `token` in clients of GraphQL, of remote procedures and of sockets, as in `outbound-http.ts`. */
export const protocols: Record<string, string[]> = {
  'apollo-client.yaml': [
    `import { ApolloClient, ApolloLink, createHttpLink, HttpLink } from '@apollo/client';\nimport { SetContextLink, setContext } from '@apollo/client/link/context';\nimport { Client, createClient } from 'urql';`,
    `setContext(() => ({ headers: $H }));`,
    `new HttpLink({ uri: 'https://ci.example.com', headers: $H });`,
    `createHttpLink({ uri: 'https://ci.example.com', headers: $H });`,
    `createClient({ url: 'https://ci.example.com', fetchOptions: () => ({ headers: $H }) });`,
    `new ApolloLink((operation, forward) => { operation.setContext({ headers: $H }); return forward(operation); });`,
    `new ApolloClient({}).query({ query, context: { headers: $H } });`,
    `new SetContextLink(() => ({ headers: $H }));`,
    `new Client({ url: 'https://ci.example.com', fetchOptions: { headers: $H } });`,
    `createClient({ url: 'https://ci.example.com' }).query(query, {}, { fetchOptions: { headers: $H } });`,
  ],
  'connectrpc.yaml': [
    `import { createClient, type Interceptor } from '@connectrpc/connect';\nimport { createConnectTransport } from '@connectrpc/connect-node';`,
    `const signed: Interceptor = (next) => async (request) => { request.header.set('Authorization', token); return next(request); };`,
    `createConnectTransport({ baseUrl: 'https://ci.example.com', interceptors: [(next) => (request) => { request.header.set('x-upstream', token); return next(request); }] });`,
    `createClient(Builds, transport).list({}, { headers: $H });`,
  ],
  'graphql-request.yaml': [
    `import graphql, { GraphQLClient, request } from 'graphql-request';\nconst client = new GraphQLClient('https://ci.example.com');`,
    `client.setHeader('authorization', token);`,
    `new GraphQLClient('https://ci.example.com', { headers: $H });`,
    `graphql('https://ci.example.com', query, {}, $H);`,
    `request('https://ci.example.com', query, {}, $H);`,
    `request({ url: 'https://ci.example.com', document: query, requestHeaders: $H });`,
    `client.request(query, {}, $H);`,
    `client.setHeaders($H);`,
    `client.request({ document: query, requestHeaders: $H });`,
    `new GraphQLClient('https://ci.example.com', { requestMiddleware: (request) => ({ ...request, headers: $H }) });`,
  ],
  'graphql-ws.yaml': [
    `import { createClient } from 'graphql-ws';`,
    `createClient({ url: 'wss://ci.example.com', connectionParams: { token } });`,
    `createClient({ url: 'wss://ci.example.com', connectionParams: async () => ({ headers: { Authorization: token } }) });`,
  ],
  'grpc.yaml': [
    `import { credentials, Metadata } from '@grpc/grpc-js';`,
    `new Metadata().set('authorization', token);`,
    `credentials.createFromMetadataGenerator((_options, done) => done(null, { authorization: token }));`,
  ],
  'nice-grpc.yaml': [
    `import { Metadata } from 'nice-grpc';`,
    `client.list({}, { metadata: Metadata({ Authorization: token }) });`,
    `Metadata().set('Authorization', token);`,
  ],
  'socket.io-client.yaml': [
    `import connect, { io } from 'socket.io-client';`,
    `io('https://ci.example.com', { auth: { token } });`,
    `connect('https://ci.example.com', { extraHeaders: $H });`,
    `io('https://ci.example.com', { query: { token } });`,
  ],
  'trpc-client.yaml': [
    `import { httpBatchLink } from '@trpc/client';`,
    `httpBatchLink({ url: 'https://ci.example.com', headers: () => ($H) });`,
  ],
  'ws.yaml': [
    `import Socket, { WebSocket } from 'ws';`,
    `new Socket('wss://ci.example.com', { headers: $H });`,
    `new WebSocket('wss://ci.example.com', [], { headers: $H });`,
  ],
};
