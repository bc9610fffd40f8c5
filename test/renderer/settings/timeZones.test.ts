import { expect, it } from 'vitest';
import { nameZone, regionsOf, zonesFor } from '../../../src-renderer/settings/timeZones';

const ZONES = [
  'Africa/Abidjan',
  'America/Argentina/Buenos_Aires',
  'America/Bogota',
  'America/Chicago',
  'America/Mexico_City',
  'Europe/Madrid',
  'UTC',
].map(nameZone);
const cities = (region: string | null, text: string, present = 'America/Chicago') =>
  zonesFor(ZONES, { region, text, present }).map(({ city }) => city);

it('takes names apart', () => {
  expect(nameZone('America/Argentina/Buenos_Aires')).toMatchObject({
    region: 'America',
    city: 'Argentina, Buenos Aires',
  });
  expect(nameZone('UTC')).toMatchObject({ region: '', city: 'UTC' });
});

it('has the present region first, and what is of no region last', () => {
  expect(regionsOf(ZONES, 'Europe/Madrid')).toEqual(['Europe', 'Africa', 'America', '']);
});

it('has the present city first in its region, and none of the others', () => {
  expect(cities('America', '')).toEqual(['Chicago', 'Argentina, Buenos Aires', 'Bogota', 'Mexico City']);
  expect(cities('', '')).toEqual(['UTC']);
});

it('finds a part of a name in all regions, however it is written', () => {
  expect(cities(null, ' MADR')).toEqual(['Madrid']);
  expect(cities('Europe', 'bogotá')).toEqual(['Bogota']);
  expect(cities(null, 'méxico city')).toEqual(['Mexico City']);
  expect(cities(null, 'atlantis')).toEqual([]);
});
