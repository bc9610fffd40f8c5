import { API_ERRORS } from './apiErrors';
import { CAPTURE_ERRORS } from './captureErrors';
import { UPLOAD_ERRORS } from './uploadErrors';
import { PROGRAM_ERRORS } from './programErrors';
import { USB_ERRORS } from './usbErrors';
import { WIFI_ERRORS } from './wifiErrors';

/** Every error that a person or a program can meet, by its code: its HTTP status and its words. */
export const ERROR_CATALOGUE = {
  ...API_ERRORS,
  ...CAPTURE_ERRORS,
  ...UPLOAD_ERRORS,
  ...PROGRAM_ERRORS,
  ...USB_ERRORS,
  ...WIFI_ERRORS,
} as const;

/** The cameras' names inside sentences. */
export const CAMERA_LABELS = {
  en: { side: 'side', top: 'top', front: 'front' },
  es: { side: 'lateral', top: 'superior', front: 'frontal' },
} as const;

/** What can be wrong with a picture, inside sentences: the `reason` of BAD_FRAMES. */
export const PICTURE_FAULT_LABELS = {
  en: {
    empty: 'the file is empty',
    'not-jpeg': 'it is not a JPEG',
    truncated: 'its end is missing',
    'extra-data': 'something else follows after its end',
    'no-tables': 'its Huffman tables are missing',
    'wrong-size': 'it has the wrong size in pixels',
    'too-small': 'it has too few bytes',
    'data-lost': 'data is missing in the middle',
  },
  es: {
    empty: 'el archivo está vacío',
    'not-jpeg': 'no es un JPEG',
    truncated: 'le falta el final',
    'extra-data': 'hay otros datos después de su final',
    'no-tables': 'le faltan las tablas de Huffman',
    'wrong-size': 'su tamaño en píxeles no es el correcto',
    'too-small': 'tiene muy pocos bytes',
    'data-lost': 'le faltan datos en el medio',
  },
} as const;
