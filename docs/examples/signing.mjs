// The rules of signing of docs/hospital-api.json, the hospital's side.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key, lines) => createHmac('sha256', Buffer.from(key.secret, 'base64')).update(lines.join('\n')).digest('hex');
const percent = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
const spell = (text) => encodeURIComponent(decodeURIComponent(text)).replace(/[!'()*]/g, percent);
const pair = (text) => text.replace(/^([^=]*)=?(.*)$/s, (_, name, value) => `${spell(name)}=${spell(value)}`);
const sorted = (query) => (query === '' ? '' : query.split('&').map(pair).sort().join('&'));
const seen = new Set(); // Nonces. Keep them in your database when you run more than one process.

/** Whether a request is Onedoor's, is not older than 300 s, and was not here before. */
export function isGenuine(key, { method, url, headers }, body) {
  const [id, time, nonce = '', given = ''] = ['key', 'timestamp', 'nonce', 'signature'].map((name) => headers[`onedoor-${name}`]);
  const [path, ...query] = url.split('?');
  const right = hmac(key, ['onedoor-request-v1', id, time, nonce, method, path, sorted(query.join('?')), sha256(body)]);
  if (id !== key.id || !(Math.abs(time - Date.now() / 1000) <= 300)) return false;
  if (!/^[\w-]{22,64}$/.test(nonce) || !/^[0-9a-f]{64}$/.test(given)) return false;
  if (!timingSafeEqual(Buffer.from(right), Buffer.from(given)) || seen.has(nonce)) return false;
  seen.add(nonce);
  setTimeout(() => seen.delete(nonce), 600_000).unref();
  return true;
}

/** The four headers of the reply to a request that was genuine. */
export function signReply(key, request, status, body) {
  const [now, nonce] = [String(Math.floor(Date.now() / 1000)), request.headers['onedoor-nonce']];
  const signature = hmac(key, ['onedoor-reply-v1', key.id, now, nonce, String(status), sha256(body)]);
  return { 'onedoor-key': key.id, 'onedoor-timestamp': now, 'onedoor-nonce': nonce, 'onedoor-signature': signature };
}
