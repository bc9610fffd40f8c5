import { expect, it } from 'vitest';
import { appError, translateFault } from '#contract/errors';

it('a fault tells its numbers in the form of the language, ports and ids as they are', () => {
  const { fault: taken } = appError('PORT_IN_USE', { port: 50_010, holder: 'nginx' });
  for (const language of ['en', 'es'] as const)
    expect(translateFault(taken, language).message).toContain('50010');
  const { fault } = appError('CAMERA_SLOW', { camera: 'front', expected: 10, measured: 5.1 });
  expect(translateFault(fault, 'en').message).toBe(
    'The front camera delivers 5.1 pictures a second instead of 10.',
  );
  expect(translateFault(fault, 'es').message).toContain(' 5,1 ');
  const { fault: full } = appError('LOW_DISK_SPACE', { free_mb: 12_345, required_mb: 20_000 });
  expect(translateFault(full, 'en').message).toContain(' 12,345 MB');
  expect(translateFault(full, 'es').message).toContain(' 12.345 MB');
});
