import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, WebSocket, fetch, request } from 'undici';
import { inbox, newTopic, publicUrl, publish, tlsUrl, wsUrl } from './gateway.mjs';

const timeout = 30_000;

async function* lines(body) {
  let rest = '';
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
}

test('pipelines: answers in order, also behind a long-poll', { timeout }, async () => {
  const [held, topic] = [newTopic(), newTopic()];
  await publish(topic, 'there');
  const client = new Client(publicUrl, { pipelining: 10 });
  const order = [];
  const ask = async (name, path) => {
    const { body } = await client.request({ method: 'GET', path });
    const answer = await body.json();
    order.push(name);
    return answer;
  };
  const answers = [ask('long', `/v1/topics/${held}?wait=20`)];
  for (let i = 0; i < 5; i++) answers.push(ask(i, `/v1/topics/${topic}?wait=0&cursor=earliest`));
  setTimeout(() => publish(held, 'at last'), 200);
  const [long, ...polls] = await Promise.all(answers);

  assert.equal(long.messages[0].data, 'at last');
  assert.ok(polls.every((answer) => answer.messages[0].data === 'there'));
  assert.deepEqual(order, ['long', 0, 1, 2, 3, 4]);
  await client.close();
});

test('follows a topic by long-polls, and is told 304 where nothing is new', { timeout }, async () => {
  const topic = newTopic();
  await publish(topic, '0');
  const url = new URL(`/v1/topics/${topic}?cursor=earliest&wait=0`, publicUrl);
  let answer = await (await fetch(url)).json();
  for (let i = 1; i <= 5; i++) {
    const poll = fetch(new URL(`/v1/topics/${topic}?wait=20&cursor=${answer.cursor}`, publicUrl));
    await publish(topic, String(i));
    answer = await (await poll).json();
    assert.equal(answer.messages[0].data, String(i));
  }
  const { statusCode } = await request(new URL(`/v1/topics/${topic}?wait=0`, publicUrl), {
    headers: { 'if-none-match': `"${answer.cursor}"` },
  });
  assert.equal(statusCode, 304);
});

test('reads an NDJSON stream, and resumes it', { timeout }, async () => {
  const topic = newTopic();
  const open = async (cursor) => {
    const abort = new AbortController();
    const url = new URL(`/v1/topics/${topic}?cursor=${cursor}`, publicUrl);
    const { body } = await fetch(url, { headers: { accept: 'application/x-ndjson' }, signal: abort.signal });
    return { abort, next: async (it) => {
      for (;;) {
        const { value } = await it.next();
        const line = value && JSON.parse(value);
        if (line?.data) return line;
      }
    }, it: lines(body) };
  };
  await publish(topic, 'one');
  const first = await open('earliest');
  const one = await first.next(first.it);
  assert.equal(one.data, 'one');
  first.abort.abort();
  await publish(topic, 'two');
  const second = await open(one.id);
  assert.equal((await second.next(second.it)).data, 'two');
  second.abort.abort();
});

test('speaks HTTP/2 by ALPN', { timeout }, async () => {
  const topic = newTopic();
  await publish(topic, 'over two');
  const client = new Client(tlsUrl, { allowH2: true, connect: { rejectUnauthorized: false } });
  const path = `/v1/topics/${topic}?wait=0&cursor=earliest`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => (await client.request({ method: 'GET', path })).body.json()),
  );
  assert.ok(answers.every((answer) => answer.messages[0].data === 'over two'));
  client.destroy();
});

test('opens WebSockets as a browser does', { timeout }, async () => {
  const topic = newTopic();
  const socket = new WebSocket(new URL(`/v1/topics/${topic}`, wsUrl), ['sluice.v1']);
  const events = inbox();
  socket.addEventListener('message', events.put);
  await new Promise((opened) => socket.addEventListener('open', opened));
  assert.equal(socket.protocol, 'sluice.v1');
  await publish(topic, 'hello');
  assert.equal(JSON.parse((await events.next()).data).message.data, 'hello');
  const closed = new Promise((done) => socket.addEventListener('close', done));
  socket.close(1000);
  assert.equal((await closed).code, 1000);
});
