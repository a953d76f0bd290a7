import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { inbox, newTopic, publish, remove, wsUrl, wssUrl } from './gateway.mjs';

const timeout = 30_000;

async function open(path, protocols = [], options = {}, base = wsUrl) {
  const socket = new WebSocket(new URL(path, base), protocols, options);
  const messages = inbox();
  socket.on('message', (data, binary) => messages.put({ data, text: data.toString(), binary }));
  await once(socket, 'open');
  return { socket, next: messages.next };
}

async function closeOf(socket) {
  const [code, reason] = await once(socket, 'close');
  return { code, reason: reason.toString() };
}

test('takes text and JSON as text, the rest as binary', { timeout }, async () => {
  const topic = newTopic();
  const { socket, next } = await open(`/v1/topics/${topic}`);
  await publish(topic, 'grüße');
  await publish(topic, '{"n":1}', { type: 'application/json' });
  await publish(topic, Buffer.from([0, 255, 1]), { type: 'application/octet-stream' });

  assert.deepEqual([(await next()).text, (await next()).text], ['grüße', '{"n":1}']);
  const third = await next();
  assert.ok(third.binary);
  assert.deepEqual([...third.data], [0, 255, 1]);
  socket.close();
  await closeOf(socket);
});

test('speaks the subprotocol, and resumes where it was', { timeout }, async () => {
  const topic = newTopic();
  const first = await open('/v1/subscribe', ['other', 'sluice.v1']);
  assert.equal(first.socket.protocol, 'sluice.v1');
  first.socket.send(JSON.stringify({ id: 'a', subscribe: { topic } }));
  assert.equal(JSON.parse((await first.next()).text).id, 'a');
  await publish(topic, 'one', { event: 'tick' });
  const { message } = JSON.parse((await first.next()).text);
  assert.deepEqual([message.data, message.event], ['one', 'tick']);
  first.socket.terminate();

  await publish(topic, 'two');
  const second = await open(`/v1/topics/${topic}?cursor=${message.id}`, ['sluice.v1']);
  await publish(topic, 'three');
  const texts = [await second.next(), await second.next()].map((m) => JSON.parse(m.text).message.data);
  assert.deepEqual(texts, ['two', 'three']);
  second.socket.terminate();
});

test('goes on without the subprotocol where it is not offered', { timeout }, async () => {
  const { socket } = await open(`/v1/topics/${newTopic()}`);
  assert.equal(socket.protocol, '');
  socket.close(1000, 'done');
  assert.equal((await closeOf(socket)).code, 1000);
});

test('gets the close codes of the contract', { timeout }, async () => {
  const refused = await open(`/v1/topics/closed.${newTopic()}`);
  refused.socket.send('may not');
  assert.equal((await closeOf(refused.socket)).code, 1008);

  const large = await open(`/v1/topics/open.${newTopic()}`);
  large.socket.send(Buffer.alloc(2 * 1024 * 1024));
  assert.equal((await closeOf(large.socket)).code, 1009);

  const notText = await open(`/v1/topics/open.${newTopic()}`);
  notText.socket.send(Buffer.from([0xc3, 0x28]), { binary: false });
  assert.equal((await closeOf(notText.socket)).code, 1007);

  const topic = newTopic();
  await publish(topic, 'old life');
  const lagged = await open(`/v1/topics/${topic}`);
  await remove(topic);
  assert.equal((await closeOf(lagged.socket)).code, 4008);
});

test('has its own code given back when it closes', { timeout }, async () => {
  const { socket } = await open(`/v1/topics/${newTopic()}`);
  socket.close(4321, 'own');
  assert.equal((await closeOf(socket)).code, 4321);
});

test('gets pongs with the payload of its pings', { timeout }, async () => {
  const { socket } = await open(`/v1/topics/${newTopic()}`);
  socket.ping('are you there');
  const [payload] = await once(socket, 'pong');
  assert.equal(payload.toString(), 'are you there');
  socket.terminate();
});

for (const perMessageDeflate of [
  false,
  { threshold: 0 },
  { threshold: 0, clientNoContextTakeover: true },
  { threshold: 0, clientMaxWindowBits: 9, serverNoContextTakeover: true },
  ...[8, 9, 10, 11, 12, 13, 14, 15].map((serverMaxWindowBits) => ({ threshold: 0, serverMaxWindowBits })),
]) {
  test(`echoes, whatever is agreed on compression: ${JSON.stringify(perMessageDeflate)}`, { timeout }, async () => {
    const { socket, next } = await open(`/v1/topics/open.${newTopic()}`, [], { perMessageDeflate });
    assert.equal(socket.extensions.includes('permessage-deflate'), perMessageDeflate !== false);
    const lengths = [1, 20, 21, 40, 80, 160, 320, 640, 1280, 5000, 5000];
    for (const text of ['', 'a', ...lengths.map((n) => 'all the same '.repeat(n)), 'ü€😀'.repeat(300)]) {
      socket.send(text);
      assert.equal((await next()).text, text);
    }
    socket.terminate();
  });
}

test('sends in fragments', { timeout }, async () => {
  const { socket, next } = await open(`/v1/topics/open.${newTopic()}`);
  socket.send('one ', { fin: false });
  socket.ping();
  socket.send('message', { fin: true });
  assert.equal((await next()).text, 'one message');
  socket.terminate();
});

test('connects over TLS on the same port', { timeout }, async () => {
  const topic = newTopic();
  const { socket, next } = await open(`/v1/topics/${topic}`, [], { rejectUnauthorized: false }, wssUrl);
  await publish(topic, 'secret');
  assert.equal((await next()).text, 'secret');
  socket.terminate();
});

test('is told why a handshake is refused', { timeout }, async () => {
  const socket = new WebSocket(new URL('/v1/topics/a..b', wsUrl));
  const [, response] = await once(socket, 'unexpected-response');
  assert.equal(response.statusCode, 400);
  response.destroy();
});
