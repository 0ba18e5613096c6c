interface Policies {
  readonly trustedTypes?: {
    createPolicy(
      name: string,
      rules: { readonly createScriptURL: (url: string) => string },
    ): {
      createScriptURL(url: string): unknown;
    };
  };
}

const URL_OF_WORKER = '/phone/sw.js';

/** The one script that the page starts: its policy (Trusted Types) makes no other address. */
export function workerUrl(page: object): unknown {
  const policy = (page as Policies).trustedTypes?.createPolicy('phone-worker', { createScriptURL: () => URL_OF_WORKER });
  return policy?.createScriptURL(URL_OF_WORKER) ?? URL_OF_WORKER;
}
