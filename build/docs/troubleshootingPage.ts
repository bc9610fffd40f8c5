import type { Language } from '../../src-main/contract/errors';
import { API_ERRORS } from '../../src-main/contract/locales/errors/apiErrors';
import { CAPTURE_ERRORS } from '../../src-main/contract/locales/errors/captureErrors';
import { ERROR_CATALOGUE } from '../../src-main/contract/locales/errors/catalogue';
import type { ErrorEntry } from '../../src-main/contract/locales/errors/errorEntry';
import { PROGRAM_ERRORS } from '../../src-main/contract/locales/errors/programErrors';
import { UPLOAD_ERRORS } from '../../src-main/contract/locales/errors/uploadErrors';
import { USB_ERRORS } from '../../src-main/contract/locales/errors/usbErrors';
import { WIFI_ERRORS } from '../../src-main/contract/locales/errors/wifiErrors';
import { markdownTable, markdownText } from './markdown';

const GROUPS: readonly { en: string; es: string; entries: Record<string, ErrorEntry> }[] = [
  { en: 'Cameras and captures', es: 'Cámaras y capturas', entries: CAPTURE_ERRORS },
  { en: 'Uploads and the picture store', es: 'Envíos y almacén de fotos', entries: UPLOAD_ERRORS },
  { en: 'USB sticks', es: 'Memorias USB', entries: USB_ERRORS },
  { en: 'Wi-Fi', es: 'Wi-Fi', entries: WIFI_ERRORS },
  { en: 'Program and machine', es: 'Programa y equipo', entries: PROGRAM_ERRORS },
  { en: 'Requests to the API', es: 'Solicitudes a la API', entries: API_ERRORS },
];
const HEADERS = {
  en: ['Code', 'Message', 'What to do'],
  es: ['Código', 'Mensaje', 'Qué hacer'],
} as const;

/**
 * Every error of the catalogue with its message and its fix.
 * @throws Error if a code of the catalogue is in none of the groups.
 */
export function troubleshootingPage(language: Language): string {
  const grouped = new Set(GROUPS.flatMap(({ entries }) => Object.keys(entries)));
  const missing = Object.keys(ERROR_CATALOGUE).filter((code) => !grouped.has(code));
  if (missing.length > 0) throw new Error(`no group of build/docs lists ${missing.join(', ')}`);
  return GROUPS.map(({ entries, ...titles }) => {
    const rows = Object.entries(entries).map(([code, entry]) => [
      `\`${code}\``,
      markdownText(entry[language].message),
      markdownText(entry[language].fix),
    ]);
    return `## ${titles[language]}\n\n${markdownTable(HEADERS[language], rows)}`;
  }).join('\n\n');
}
