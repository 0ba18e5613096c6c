/** What the tests ask of the library of UCUM's keepers; it brings no types. */
declare module '@lhncbc/ucum-lhc' {
  interface UcumUtils {
    validateUnitString(unit: string): { readonly status: string; readonly ucumCode: string | null };
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      options?: { readonly molecularWeight?: number },
    ): { readonly status: string; readonly toVal: number | null };
  }
  const library: { readonly UcumLhcUtils: { getInstance(): UcumUtils } };
  export default library;
}
