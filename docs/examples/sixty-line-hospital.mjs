// A hospital in sixty lines, from docs/hospital-api.json: slots, booking, asking after bookings. To be read, not to be deployed:
// it keeps everything in one file, and believes what is signed to be in the form of the API.
// node sixty-line-hospital.mjs hospital.json 8080      hospital.json: { "key": { "id", "secret" }, "slots": [Slot …], "bookings": [] }
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { isGenuine, signReply } from './signing.mjs';

const [, , file, port = '0'] = process.argv;
const load = () => JSON.parse(readFileSync(file, 'utf8')); // This and `save` stand for your database.
const save = (data) => {
  writeFileSync(`${file}.new`, JSON.stringify(data), { flush: true }); // On the disk before we answer.
  renameSync(`${file}.new`, file);
};
const { key } = load();
const can = { slots: true, book: true, listBookings: 'sweep', keyedBooking: true, keyMaxLength: 64, places: 'enforced' };
const canNot = { cancel: false, findPatient: false, registerPatient: false, settleWindowMs: 0, readLagMs: 0 };

const refuse = (status, reason) => [status, { title: reason, status, reason }];
const documentOf = ({ document: { type, number } }) => `${type} ${number}`;
const shown = ({ patient: _, ...booking }) => booking;

function book(data, before, { id, body }) {
  const { slotRef, patient } = JSON.parse(body);
  const same = before?.slotRef === slotRef && documentOf(before.patient) === documentOf(patient);
  if (before) return same ? [200, shown(before)] : refuse(409, 'key-reused');
  const slot = data.slots.find(({ ref }) => ref === slotRef);
  if (!slot?.free) return slot ? refuse(409, 'slot-taken') : refuse(404, 'slot-unknown');
  const booking = { ref: `booking-${data.bookings.length + 1}`, key: id, slotRef, status: 'booked', patient };
  slot.free -= 1;
  save({ ...data, bookings: [...data.bookings, booking] });
  return [201, shown(booking)];
}

const startsIn = (query) => {
  const [from, to] = [Date.parse(query.get('from')), Date.parse(query.get('to'))];
  return ({ startsAt }) => Date.parse(startsAt) >= from && Date.parse(startsAt) < to;
};

function listed(what, all, query) {
  const start = Number(query.get(what === 'slots' ? 'page' : 'cursor') ?? 0);
  const end = start + Number(query.get('limit'));
  const [page, more] = [all.slice(start, end), end < all.length];
  if (what === 'slots') return { slots: page, ...(more ? { next: String(end) } : {}) };
  return { bookings: page.map(shown), cursor: String(end), more }; // All that is held: a sweep.
}

function answer(method, { pathname, searchParams }, body) {
  const [, what, id] = /^\/onedoor\/v1\/(\w+)(?:\/([\w.:-]+))?$/.exec(pathname) ?? [];
  const data = load();
  const booking = data.bookings.find((one) => one.key === id);
  const slot = data.slots.find((one) => one.ref === id);
  if (method === 'PUT' && what === 'bookings' && id) return book(data, booking, { id, body });
  if (method !== 'GET') return refuse(404, 'request-refused');
  if (what === 'capabilities') return [200, { ...can, ...canNot }];
  if (what === 'slots' && !id) return [200, listed(what, data.slots.filter(startsIn(searchParams)), searchParams)];
  if (what === 'slots') return slot ? [200, slot] : refuse(404, 'slot-unknown');
  if (what === 'bookings' && !id) return [200, listed(what, data.bookings, searchParams)];
  if (what === 'bookings') return booking ? [200, shown(booking)] : refuse(404, 'booking-unknown');
  return refuse(404, 'request-refused');
}

async function serve(request, response) {
  const body = Buffer.concat(await request.toArray());
  if (!isGenuine(key, request, body)) return response.writeHead(401).end(); // Never signed.
  const [status, value] = answer(request.method, new URL(request.url, 'http://hospital'), body);
  const bytes = Buffer.from(JSON.stringify(value));
  const headers = { 'content-type': 'application/json', ...signReply(key, request, status, bytes) };
  return response.writeHead(status, headers).end(bytes);
}

const server = createServer((request, response) => {
  serve(request, response).catch(() => response.writeHead(500).end()); // No answer: Onedoor will ask.
});
server.listen(Number(port), '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
