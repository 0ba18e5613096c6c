import type { OperationsOf } from '../operation.ts';
import { nothing, pageQuery } from '../terms.ts';
import { breakGlass, breakGlasses, breakGlassInput, emergencyRecords, openedRecords } from './break-glass-schemas.ts';
import { openShares, sharedRecords } from './clinician-schemas.ts';
import { printedResults, printInput } from './desk-schemas.ts';
import type { recordPaths } from './paths.ts';
import {
  allergies,
  capabilityStatement,
  createdShare,
  input,
  medications,
  result,
  resultDocumentContent,
  results,
  searchset,
  share,
  shares,
  trend,
  visits,
} from './schemas.ts';

/** Who asks has shown a document or was vouched for, and the person agrees to the notice. */
const reading = ['document-required', 'consent-required'] as const;

export const recordOperations = {
  listResults: {
    summary: 'Results of all hospitals in one list, the newest first; what has not arrived yet is named',
    access: { by: ['patient', 'guardian'] },
    cost: 2,
    query: input.results,
    replies: { 200: results },
    problems: reading,
  },
  readResult: {
    summary: 'One report, value by value',
    access: { by: ['patient', 'guardian'] },
    params: input.resultId,
    replies: { 200: result },
    problems: reading,
  },
  readResultDocument: {
    summary: 'A document of a report, to be printed or kept as a file',
    access: { by: ['patient', 'guardian'] },
    cost: 3,
    params: input.document,
    replies: { 200: resultDocumentContent },
    problems: [...reading, 'hospital-unavailable'],
  },
  readTrend: {
    summary: 'One measure over time and hospitals, joined only where units truly agree',
    access: { by: ['patient', 'guardian'] },
    query: input.trend,
    replies: { 200: trend },
    problems: reading,
  },
  listVisits: {
    summary: 'Past visits at all hospitals, the newest first',
    access: { by: ['patient', 'guardian'] },
    cost: 2,
    query: input.section,
    replies: { 200: visits },
    problems: reading,
  },
  listMedications: {
    summary: 'What was prescribed at all hospitals, the newest first',
    access: { by: ['patient', 'guardian'] },
    cost: 2,
    query: input.section,
    replies: { 200: medications },
    problems: reading,
  },
  listAllergies: {
    summary: 'What is known not to be tolerated, hospital by hospital; an empty list is no statement',
    access: { by: ['patient', 'guardian'] },
    cost: 2,
    query: input.section,
    replies: { 200: allergies },
    problems: reading,
  },
  createShare: {
    summary: 'Share chosen parts, for a time: with whoever treats the person at a hospital, or with whoever has the link',
    access: { by: ['patient', 'guardian'] },
    cost: 5,
    body: input.createShare,
    replies: { 201: createdShare },
    keyed: true,
    problems: [...reading, 'presence-required', 'share-refused'],
  },
  listShares: {
    summary: 'What a person shares and has shared, and who asked for it',
    access: { by: ['patient', 'guardian'] },
    query: input.section,
    replies: { 200: shares },
    problems: reading,
  },
  revokeShare: {
    summary: 'End a share: the next who asks is refused',
    access: { by: ['patient', 'guardian'] },
    params: input.shareId,
    body: nothing,
    replies: { 200: share },
    problems: reading,
  },
  listShared: {
    summary: 'What people share with whoever treats them at the hospital of this clinician, now, the newest first',
    access: { by: ['clinician'] },
    query: pageQuery,
    replies: { 200: openShares },
    problems: [],
  },
  readShared: {
    summary: 'What a person shares with this hospital, as it is now; they see who read it and when',
    access: { by: ['clinician'] },
    cost: 3,
    params: input.shareId,
    query: pageQuery,
    replies: { 200: sharedRecords },
    problems: [],
  },
  openBreakGlass: {
    summary:
      'Open everything of somebody who can not be asked, for this clinician and four hours; the person is told at once. While it is open, asking again answers the same',
    access: { by: ['clinician'] },
    cost: 5,
    secret: true,
    body: breakGlassInput.open,
    replies: { 200: openedRecords, 201: openedRecords },
    problems: ['document-refused'],
  },
  listBreakGlass: {
    summary: 'What clinicians of this hospital opened in emergencies, the newest first',
    access: { by: ['reviewer'] },
    query: pageQuery,
    replies: { 200: breakGlasses },
    problems: [],
  },
  readBreakGlass: {
    summary: 'What whoever opened it reads, while it is open; the person sees each reading',
    access: { by: ['clinician'] },
    cost: 3,
    params: breakGlassInput.id,
    query: pageQuery,
    replies: { 200: emergencyRecords },
    problems: [],
  },
  reviewBreakGlass: {
    summary: 'Say whether it was right to open it; never by whoever did, and once. Saying it twice answers what stands',
    access: { by: ['reviewer'] },
    params: breakGlassInput.id,
    body: breakGlassInput.review,
    replies: { 200: breakGlass },
    problems: [],
  },
  printResultsAtDesk: {
    summary:
      'The newest results of the person who is served at this device, for the printer there: nobody at the desk reads them',
    access: { by: ['clerk'], for: 'patient' },
    cost: 5,
    body: printInput,
    replies: { 200: printedResults },
    problems: [...reading, 'rate-limited'],
  },
  readFhirMetadata: {
    summary: 'What this server of FHIR R4 can do',
    access: { by: 'anyone' },
    replies: { 200: capabilityStatement },
    problems: [],
  },
  readEverything: {
    summary: "A person's results and lists as FHIR R4, for the person: a page of reports, and with the first one the lists",
    access: { by: ['patient', 'guardian'] },
    cost: 5,
    params: input.everything,
    query: input.everythingPage,
    replies: { 200: searchset },
    problems: reading,
  },
} as const satisfies OperationsOf<typeof recordPaths>;
