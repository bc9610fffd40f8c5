import type { Page } from '@playwright/test';
import { AppError, errorAnswer, httpStatusOf, type Fault } from '../../src-main/contract/errors';
import type { Overview } from '../../src-main/contract/kiosk';

/** What a page is told instead of what its machine would say, so that each state of a screen is there at once. */
export interface MadeUpMachine {
  /** How the machine is from now on; the page reads it within a second. `login`: it wants the password first. */
  overview: Overview | 'login' | 'gone';
  /** What `POST /record` is refused with. */
  refusal: Fault;
}

/** Answers the page's requests in place of its machine. The page itself still comes from there. */
export async function pretend(page: Page, machine: MadeUpMachine): Promise<void> {
  await page.route('**/events', (route) => route.abort());
  await page.route('**/overview', (route) => {
    const { overview } = machine;
    if (overview === 'gone') return route.abort();
    if (overview === 'login') return route.fulfill(refused({ code: 'LOGIN_REQUIRED', parameters: {} }));
    return route.fulfill({ json: overview });
  });
  await page.route('**/record', (route) => route.fulfill(refused(machine.refusal)));
}

function refused(fault: Fault) {
  return { status: httpStatusOf(fault.code), json: errorAnswer(new AppError(fault, {}, undefined)) };
}
