/** Filled in when the bundle is built (`vite.config.ts`). */
declare const __ONEDOOR_VERSION__: string;
declare const __ONEDOOR_COMMIT__: string;

export const version = typeof __ONEDOOR_VERSION__ === 'string' ? __ONEDOOR_VERSION__ : '0.0.0';
export const commit = typeof __ONEDOOR_COMMIT__ === 'string' ? __ONEDOOR_COMMIT__ : 'unknown';
