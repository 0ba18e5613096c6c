/** What can be asked here (FHIR R4 CapabilityStatement, kind `instance`). */
export function capabilityStatement(date: string) {
  return {
    resourceType: 'CapabilityStatement' as const,
    status: 'active',
    date,
    kind: 'instance',
    implementation: { description: "A person's own results and lists, from the hospitals of a city" },
    fhirVersion: '4.0.1',
    format: ['json'],
    rest: [
      {
        mode: 'server',
        security: { description: 'The session of the person, or of the guardian of a child. Nobody else reads anything.' },
        resource: [
          {
            type: 'Patient',
            operation: [{ name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' }],
          },
        ],
      },
    ],
  };
}
