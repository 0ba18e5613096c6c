const { builtinModules } = require('node:module');

/** What Node brings and Workers do not: everything but node:crypto, which is there under nodejs_compat. */
const ONLY_NODE = builtinModules.filter((name) => name !== 'crypto').join('|');

/** Imports point one way (docs/ARCHITECTURE.md). Every rule says why. */
module.exports = {
  forbidden: [
    {
      name: 'port-imports-only-itself',
      comment: 'The author of an adapter reads hospital.ts, terms.ts and the facets of their hospital, and nothing besides.',
      severity: 'error',
      from: { path: '^adapters/port/' },
      to: { path: '.', pathNot: '^adapters/port/' },
    },
    {
      name: 'facets-do-not-gather',
      comment: 'Only hospital.ts knows which facets there are, so that a new one costs one file and one member.',
      severity: 'error',
      from: { path: '^adapters/port/(?!hospital\\.ts$)' },
      to: { path: '^adapters/port/hospital\\.ts$' },
    },
    {
      name: 'other-ports-share-only-terms',
      comment:
        'Messages, payments and insurers fail in the same words as hospitals and know no hospital; an insurer is asked about what a hospital charges.',
      severity: 'error',
      from: { path: '^adapters/[^/]+/port\\.ts$' },
      to: { path: '.', pathNot: '^adapters/port/(terms|charges)\\.ts$' },
    },
    {
      name: 'adapters-never-import-the-gateway',
      comment: 'An adapter is written against the port; hospital IT must be able to take the folder away.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: '^(bff|kiosk|fixtures|tests)/' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      comment: 'What two adapters share belongs into the port, or is not shared.',
      severity: 'error',
      from: { path: '^adapters/(hospitals|messages|payments|insurers)/([^/]+)/' },
      to: { path: '^adapters/(hospitals|messages|payments|insurers)/[^/]+/', pathNot: '^adapters/$1/$2/' },
    },
    {
      name: 'kit-machinery-knows-no-kind-of-partner',
      comment: 'A kit for payments uses the same faults, the same patience and the same counts.',
      severity: 'error',
      from: {
        path: '^adapters/conformance/(conformance-case|deadline|describe-adapter|fault-table|partner-under-test|run-case|under-fault)\\.ts$',
      },
      to: { path: '^adapters/(port/(?!terms\\.ts$)|conformance/(cases/|case-context|all-|hospital-|payment-|facets|probe))' },
    },
    {
      name: 'kiosk-imports-only-the-contract',
      comment: 'A screen knows the wire and nothing behind it.',
      severity: 'error',
      from: { path: '^kiosk/', pathNot: '^kiosk/apps/demo/' },
      to: { path: '^(bff/(?!contract/)|adapters|fixtures|tests)/?' },
    },
    {
      name: 'demo-takes-only-types-of-the-fixtures',
      comment: 'The page of the demo speaks the words of what lies on its table, and carries nothing of it into a browser.',
      severity: 'error',
      from: { path: '^kiosk/apps/demo/' },
      to: { path: '^(bff/(?!contract/)|adapters|fixtures|tests)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-takes-the-demo',
      comment: 'What people use has nothing of the demo in it; the gateway loads its own part of it in demo mode alone.',
      severity: 'error',
      from: { path: '^(kiosk|bff)/', pathNot: '^(kiosk/apps/demo|bff/main/demo)/' },
      to: { path: '^(kiosk/apps/demo|bff/main/demo|fixtures)/', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'kiosk-takes-only-types-of-the-schemas',
      comment: 'zod would cost an old machine more than the whole kiosk; types cost nothing.',
      severity: 'error',
      from: { path: '^kiosk/' },
      to: {
        path: '^bff/contract/',
        pathNot: '^bff/contract/(client|contrast|paths|problems|(records/share|family/grant)-wording)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'kiosk-journey-knows-no-scene',
      comment: 'A journey depends on rows and answers alone, so that it can be drawn, walked and followed without a screen.',
      severity: 'error',
      from: { path: '^kiosk/journey/' },
      to: { path: '.', pathNot: '^kiosk/journey/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kiosk-floor-knows-no-scene',
      comment:
        'Shell, components, client, words and voice are what every scene and every app stands on; staff, what every page of staff does.',
      severity: 'error',
      from: { path: '^kiosk/(client|components|i18n|shell|speech|staff|styles)/', pathNot: '/states\\.ts$' },
      to: { path: '^kiosk/(apps|scenes|practice)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kiosk-components-know-no-journey',
      comment: 'A component is told what to show; the shell, the client and the journey are above it.',
      severity: 'error',
      from: { path: '^kiosk/components/' },
      to: { path: '^kiosk/(client|journey|shell)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kiosk-scenes-know-no-app',
      comment: 'An app lists its scenes, never the other way round.',
      severity: 'error',
      from: { path: '^kiosk/(scenes|practice)/' },
      to: { path: '^kiosk/apps/' },
    },
    {
      name: 'kiosk-manifest-is-small',
      comment: 'Manifests are in the first load of every page: what a scene consists of is loaded when it is needed.',
      severity: 'error',
      from: { path: '^kiosk/(apps/[a-z]+/manifests|scenes/[a-z-]+/(manifest|offers|answers))\\.ts$' },
      to: { path: '^kiosk/scenes/[a-z-]+/(steps|zh|en|states|screens/)', dependencyTypesNot: ['type-only', 'dynamic-import'] },
    },
    {
      name: 'kiosk-states-stay-out-of-the-page',
      comment: 'The states of screens are for the gallery and the checks; a page that people use carries none.',
      severity: 'error',
      from: { path: '^kiosk/', pathNot: '^kiosk/apps/gallery/|/states\\.ts$|^kiosk/practice/(state|sample-)' },
      to: { path: '^kiosk/(scenes/[a-z-]+|shell)/states\\.ts$|^kiosk/practice/(state|sample-[a-z]+)\\.ts$' },
    },
    {
      name: 'kiosk-practice-reaches-nothing',
      comment: 'Practising calls no gateway and no bridge: what it can not import it can not call.',
      severity: 'error',
      from: { path: '^kiosk/practice/' },
      to: {
        path: '^kiosk/client/(gateway|device/(key|proof|bridge))\\.ts$|^bff/contract/client\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'contract-imports-nothing-of-ours',
      comment: 'The contract is the only thing that a browser takes from the gateway.',
      severity: 'error',
      from: { path: '^bff/contract/' },
      to: { path: '^(bff/(?!contract/)|adapters|kiosk|fixtures|tests)' },
    },
    {
      name: 'client-has-no-zod',
      comment: 'zod costs a browser more than the whole client; types cost nothing.',
      severity: 'error',
      from: { path: ['^bff/contract/(client|contrast|merge-tables|problems)\\.ts$', '^bff/contract/.*paths\\.ts$'] },
      to: {
        path: '^(bff/contract|node_modules)/',
        pathNot: ['^bff/contract/(merge-tables|problems)\\.ts$', '^bff/contract/.*paths\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'contract-scenes-meet-in-terms',
      comment: "What two scenes' contracts both speak of is a term; a scene's contract is read alone.",
      severity: 'error',
      from: { path: '^bff/contract/([^/]+)/' },
      to: {
        path: '^bff/contract/',
        pathNot: ['^bff/contract/$1/', '^bff/contract/(terms|access|address|operation|problems)\\.ts$'],
      },
    },
    {
      name: 'terms-know-no-scene',
      comment: 'The words stand below whoever uses them; the table of evidence stands below the words.',
      severity: 'error',
      from: { path: '^bff/contract/terms\\.ts$' },
      to: { path: '^bff/contract/', pathNot: '^bff/contract/evidence\\.ts$' },
    },
    {
      name: 'platform-knows-no-scene',
      comment: 'The platform carries scenes, hospitals and partners; it must not know which.',
      severity: 'error',
      from: { path: '^bff/platform/' },
      to: { path: '^(bff/(scenes|partners|main)|adapters|fixtures|tests)/' },
    },
    {
      name: 'partners-know-no-scene',
      comment: 'Partners call hospitals on behalf of scenes, never the other way round.',
      severity: 'error',
      from: { path: '^bff/partners/' },
      to: { path: '^(bff/(scenes|main)|adapters/(hospitals|messages/[^/]+|conformance)/|fixtures/|tests/)' },
    },
    {
      name: 'scenes-take-no-adapter',
      comment: 'A scene asks partners; only main knows which adapters there are.',
      severity: 'error',
      from: { path: '^bff/scenes/' },
      to: { path: '^(bff/main|adapters/(hospitals|messages/[^/]+|conformance)|fixtures|tests)/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'States and decisions depend on facts alone, so that they can be drawn, walked and simulated.',
      severity: 'error',
      from: { path: '^bff/scenes/[^/]+/rules\\.ts$' },
      to: { path: '.', pathNot: '^adapters/port/' },
    },
    {
      name: 'documents-are-pure',
      comment:
        'What a number, a name or a phone has to look like is looked up in one place and depends on nothing but how the port compares names.',
      severity: 'error',
      from: { path: '^bff/scenes/identity/documents/' },
      to: { path: '.', pathNot: '^(adapters/port/(terms|names|gb-private-use)\\.ts$|bff/scenes/identity/documents/)' },
    },
    {
      name: 'use-cases-do-not-know-http',
      comment: 'http.ts calls use cases, and scene.ts hands it over; a use case that imports it turns the arrow round.',
      severity: 'error',
      from: { path: '^bff/scenes/', pathNot: '/(http|scene)\\.ts$' },
      to: { path: '^bff/scenes/[^/]+/http\\.ts$|^node_modules/hono/' },
    },
    {
      name: 'scenes-meet-through-use-cases',
      comment:
        'The rows and rules of a scene are its own; whoever wants something of it asks a use case, or takes a part for a unit.',
      severity: 'error',
      from: { path: '^bff/scenes/([^/]+)/' },
      to: { path: '^bff/scenes/[^/]+/([a-z-]*rows|http|rules|scene)\\.ts$', pathNot: '^bff/scenes/$1/' },
    },
    {
      name: 'tables-are-borrowed-as-a-word',
      comment:
        'A statement that joins a table of another room says so in its type, and takes nothing else from there; one file lists the newest migration of each.',
      severity: 'error',
      from: { path: '^bff/', pathNot: '^bff/main/newest-migrations\\.ts$' },
      to: { path: '^bff/.*/tables\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-main-knows-all-scenes',
      comment: 'A scene that another one pulls in whole could not be left away.',
      severity: 'error',
      from: { path: '^bff/', pathNot: '^bff/main/' },
      to: { path: '^bff/scenes/[^/]+/scene\\.ts$' },
    },
    {
      name: 'main-is-the-top',
      comment: 'Only programs and tests stand above the place where the parts meet.',
      severity: 'error',
      from: { path: '^bff/(?!main/)' },
      to: { path: '^bff/main/' },
    },
    {
      name: 'core-is-web-standard',
      comment: 'What runs on Workers must not touch sockets, files or native code; node:crypto is there under nodejs_compat.',
      severity: 'error',
      from: {
        path: '^(bff/(contract|scenes|partners|platform)|adapters/(hospitals|payments))/',
        pathNot: '^bff/platform/store/(sqlite|postgres)/',
      },
      to: { dependencyTypes: ['core'], pathNot: '^crypto$|^node:crypto$' },
    },
    {
      name: 'worker-reaches-nothing-of-a-server',
      comment:
        'However many files lie between: a socket, a file or native code behind the Worker is found when it is deployed, or when a patient is.',
      severity: 'error',
      from: { path: '^bff/main/worker\\.ts$' },
      to: {
        path: `^(node:)?(${ONLY_NODE})$|^node_modules/(better-sqlite3|pg|ws|@hono/node-server)/|^bff/platform/store/(sqlite|postgres)/`,
        reachable: true,
      },
    },
    {
      name: 'product-takes-no-test',
      comment: 'Fixtures are products of their own; neither they nor the gateway lean on tests.',
      severity: 'error',
      from: { path: '^(bff|adapters|fixtures|kiosk)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'fast-tests-start-nothing',
      comment:
        'What a test needs stands in its name: store, browser or processes. One without such a word runs at once, anywhere.',
      severity: 'error',
      from: {
        path: '\\.test\\.tsx?$',
        pathNot: '\\.(store|browser|processes)\\.test\\.tsx?$|^tests/architecture/performance-page',
      },
      to: {
        path: '^tests/support/(chromium|programs|test-store)\\.ts$|^fixtures/(simulators/[^/]+/start|bridge/main)',
        reachable: true,
      },
    },
    {
      name: 'simulators-share-no-code-with-adapters',
      comment: 'A simulator that shares a mistake with the adapter would never show it.',
      severity: 'error',
      from: { path: '^fixtures/simulators/' },
      to: { path: '^(bff|adapters/(hospitals|conformance|(messages|payments|insurers)/[^/]+))/' },
    },
    {
      name: 'simulators-do-not-know-each-other',
      comment:
        'Each hospital is a product of its own; what every wire has in common stands in the room for it, which knows none.',
      severity: 'error',
      from: { path: '^fixtures/simulators/([^/]+)/' },
      to: { path: '^fixtures/simulators/', pathNot: '^fixtures/simulators/($1|wire)/' },
    },
    {
      name: 'bridge-takes-only-masking-and-age',
      comment:
        'A vendor writes a bridge of their own from its manual; of the gateway it shows only what a name looks like on a screen, and who is a child.',
      severity: 'error',
      from: { path: '^fixtures/bridge/' },
      to: { path: '^(bff/(?!scenes/identity/(masking|documents/age)\\.ts$)|adapters/(hospitals|conformance))' },
    },
    { name: 'no-cycles', comment: 'A cycle has no first file to read.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      comment: 'An import that resolves to nothing escapes every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|\\.onedoor)/' },
  },
};
