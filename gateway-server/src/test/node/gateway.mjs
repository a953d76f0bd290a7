// The gateway that the tests talk to, and what a backend does with it.
import { randomUUID } from 'node:crypto';

export const publicUrl = new URL(process.env.PUBLIC_URL);
export const internalUrl = new URL(process.env.INTERNAL_URL);
export const tlsUrl = new URL(publicUrl.href.replace('http:', 'https:'));
export const wsUrl = new URL(publicUrl.href.replace('http:', 'ws:'));
export const wssUrl = new URL(publicUrl.href.replace('http:', 'wss:'));

export function newTopic() {
  return `t-${randomUUID()}`;
}

export async function publish(topic, data, { event, type = 'text/plain' } = {}) {
  const url = new URL(`/v1/topics/${topic}`, internalUrl);
  if (event) url.searchParams.set('event', event);
  const answer = await fetch(url, { method: 'POST', body: data, headers: { 'Content-Type': type } });
  if (answer.status !== 201) throw new Error(`publish answered ${answer.status}`);
  return (await answer.json()).id;
}

export async function remove(topic) {
  await fetch(new URL(`/v1/topics/${topic}`, internalUrl), { method: 'DELETE' });
}

/** Events one after the other, for tests that wait for them; none gets lost in between. */
export function inbox() {
  const waiting = [];
  const takers = [];
  return {
    put(event) {
      const taker = takers.shift();
      taker ? taker(event) : waiting.push(event);
    },
    next() {
      return waiting.length ? Promise.resolve(waiting.shift()) : new Promise((take) => takers.push(take));
    },
  };
}
