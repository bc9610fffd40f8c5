import { FINDING_CATALOGUE } from '#contract/locales/errors/findings';
import { translateFinding, type Area, type Finding, type FindingCode } from '#contract/diagnostics';
import { translateFault, type Fault, type ParametersOf } from '#contract/errors';

/** A finding of the findings' catalogue. */
export function found<Code extends FindingCode>(
  area: Area,
  code: Code,
  parameters: ParametersOf<(typeof FINDING_CATALOGUE)[Code]['en']>,
): Finding {
  const { state } = FINDING_CATALOGUE[code];
  return { area, state, code, parameters, ...translateFinding({ code, parameters }, 'en') };
}

/** A fault as a finding. */
export function faultFinding(area: Area, fault: Fault, state: 'warning' | 'error' = 'error'): Finding {
  const { code, parameters } = fault;
  return { area, state, code, parameters, ...translateFault(fault, 'en') };
}
