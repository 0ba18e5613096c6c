import type { TrueSummaries } from '../../adapters/conformance/hospital-under-test.ts';
import type { WorkstationSummary } from '../../fixtures/simulators/wire/workstation.ts';

/** The doctor's workstation of a simulated hospital, as a doctor uses it; what is held under a key is read past every interface. */
export function doctorsSummaries(workstationUrl: string, held: (key: string) => number): TrueSummaries {
  return {
    async shown(bookingRef) {
      const response = await fetch(`${workstationUrl}/summaries`);
      const { summaries } = (await response.json()) as { readonly summaries: readonly WorkstationSummary[] };
      return summaries
        .filter((one) => one.bookingRef === bookingRef)
        .map(({ key, ref, saidBy, chiefComplaint, sections, noDiagnosis }) => ({
          ...{ key, ref, saidBy, chiefComplaint, sections, noDiagnosis },
        }));
    },
    held: async (key) => held(key),
    async answer(answer) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${workstationUrl}/answers`, { method: 'POST', headers, body: JSON.stringify(answer) });
      if (response.status !== 201) throw new Error(`the workstation answered ${response.status}: ${await response.text()}`);
    },
    page: async () => (await fetch(workstationUrl)).text(),
  };
}
