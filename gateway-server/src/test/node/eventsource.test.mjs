import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { EventSource } from 'eventsource';
import { inbox, newTopic, publicUrl, publish, remove } from './gateway.mjs';

const timeout = 30_000;

async function open(url, types = ['message']) {
  const source = new EventSource(url);
  const events = inbox();
  for (const type of types) source.addEventListener(type, events.put);
  await new Promise((opened) => source.addEventListener('open', opened, { once: true }));
  return { source, next: events.next };
}

/** Stands between client and gateway, and cuts the line when a test says so. */
async function cuttableLine() {
  const ends = new Set();
  const server = createServer((client) => {
    const gateway = connect(Number(publicUrl.port), publicUrl.hostname);
    for (const end of [client, gateway]) {
      ends.add(end);
      end.on('error', () => {}).on('close', () => ends.delete(end));
    }
    client.pipe(gateway).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    cut: () => ends.forEach((end) => end.destroy()),
    close: () => { server.close(); ends.forEach((end) => end.destroy()); },
  };
}

test('takes messages, named events and several lines', { timeout }, async () => {
  const topic = newTopic();
  const { source, next } = await open(new URL(`/v1/topics/${topic}`, publicUrl), ['message', 'tick']);
  const id = await publish(topic, 'plain');
  await publish(topic, 'named', { event: 'tick' });
  await publish(topic, 'one\ntwo\r\nthree\n');
  await publish(topic, ' leading space, \ufeff and colon: kept');

  const plain = await next();
  assert.deepEqual([plain.type, plain.data, plain.lastEventId], ['message', 'plain', id]);
  const named = await next();
  assert.deepEqual([named.type, named.data], ['tick', 'named']);
  assert.equal((await next()).data, 'one\ntwo\nthree\n');
  assert.equal((await next()).data, ' leading space, \ufeff and colon: kept');
  source.close();
});

test('reconnects by itself, misses nothing and gets nothing twice', { timeout }, async () => {
  const topic = newTopic();
  const line = await cuttableLine();
  const { source, next } = await open(`${line.url}/v1/topics/${topic}`);
  for (let round = 1; round <= 5; round++) {
    await publish(topic, `before ${round}`);
    assert.equal((await next()).data, `before ${round}`);
    line.cut();
    await publish(topic, `while away ${round}`);
    assert.equal((await next()).data, `while away ${round}`);
  }
  source.close();
  line.close();
});

test('resumes several topics with one cursor', { timeout }, async () => {
  const [a, b] = [newTopic(), newTopic()];
  const line = await cuttableLine();
  const { source, next } = await open(`${line.url}/v1/subscribe?topic=${a}&topic=${b}`);
  await publish(a, '1');
  assert.equal(JSON.parse((await next()).data).topic, a);
  await publish(b, '2');
  assert.equal(JSON.parse((await next()).data).topic, b);
  line.cut();
  await publish(b, '3');
  await publish(a, '4');
  const both = [JSON.parse((await next()).data), JSON.parse((await next()).data)];
  assert.deepEqual(both.map((m) => m.data).sort(), ['3', '4']);
  source.close();
  line.close();
});

test('is told a gap', { timeout }, async () => {
  const topic = newTopic();
  await publish(topic, 'old life');
  const { source, next } = await open(new URL(`/v1/topics/${topic}`, publicUrl), ['gap']);
  await remove(topic);
  assert.equal(JSON.parse((await next()).data).gap.reason, 'epoch');
  source.close();
});
