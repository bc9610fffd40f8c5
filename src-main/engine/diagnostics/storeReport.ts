import type { StoreReport, Finding } from '#contract/diagnostics';
import type { StoreCheckResult } from '#engine/upload/store';
import { found, faultFinding } from './finding';

/** A clock that is farther off than so many seconds gives pictures a wrong time; from 900 on S3 refuses. */
const SKEWED_SEC = 60;

/** What a look at the store has found. */
export function reportStore(
  { report, fault }: StoreCheckResult,
  place: string,
): { details: StoreReport; findings: Finding[] } {
  const { kind, clock_skew_sec: skew } = report;
  const findings: Finding[] = [];
  if (fault) findings.push(faultFinding('store', fault));
  else if (kind === 'folder') findings.push(found('store', 'STORE_IS_FOLDER', { path: place }));
  else findings.push(found('store', 'STORE_FINE', { bucket: place }));
  if (skew !== null && Math.abs(skew) > SKEWED_SEC)
    findings.push(found('machine', 'CLOCK_WRONG', { seconds: Math.abs(skew) }));
  return { details: report, findings };
}
