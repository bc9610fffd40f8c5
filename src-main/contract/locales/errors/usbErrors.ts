import type { ErrorEntry } from './errorEntry';

/** What can go wrong with USB sticks, and with what is brought to the store from them. */
export const USB_ERRORS = {
  NO_STICK: {
    httpStatus: 404,
    en: { message: 'There is no USB stick in the machine.', fix: 'Put one in, then try again.' },
    es: { message: 'No hay ninguna memoria USB en el equipo.', fix: 'Meta una y vuelva a intentarlo.' },
  },
  STICK_NOT_FOUND: {
    httpStatus: 404,
    en: { message: 'This USB stick is not there: {stick}.', fix: 'Put it in again, then choose it.' },
    es: { message: 'Esta memoria USB no está: {stick}.', fix: 'Vuelva a meterla y elíjala.' },
  },
  STICK_GONE: {
    httpStatus: 503,
    en: {
      message: 'The USB stick {stick} was pulled out, or lost its contact.',
      fix: 'Put it in again and copy again: what is on it already stays.',
    },
    es: {
      message: 'Se sacó la memoria USB {stick}, o perdió el contacto.',
      fix: 'Vuelva a meterla y copie de nuevo: lo que ya tiene se queda.',
    },
  },
  STICK_FULL: {
    httpStatus: 507,
    en: {
      message: 'The USB stick {stick} has {free_mb} MB free; {needed_mb} MB are needed.',
      fix: 'Use a larger stick, or another one.',
    },
    es: {
      message: 'La memoria USB {stick} tiene {free_mb} MB libres; hacen falta {needed_mb} MB.',
      fix: 'Use una memoria más grande, u otra.',
    },
  },
  STICK_READ_ONLY: {
    httpStatus: 409,
    en: {
      message: 'Nothing can be written to the USB stick {stick}.',
      fix: 'Slide its little lock to the other side, or use a stick that a computer has formatted as FAT32 or exFAT.',
    },
    es: {
      message: 'No se puede escribir en la memoria USB {stick}.',
      fix: 'Mueva su pestillo al otro lado, o use una memoria formateada en FAT32 o exFAT en un ordenador.',
    },
  },
  STICK_NOT_FORMATTED: {
    httpStatus: 409,
    en: {
      message: 'The USB stick {stick} is not formatted in a way that can be used here.',
      fix: 'Format it as FAT32 or exFAT on a computer, or use another one.',
    },
    es: {
      message: 'La memoria USB {stick} no tiene un formato que se pueda usar aquí.',
      fix: 'Formatéela en FAT32 o exFAT en un ordenador, o use otra.',
    },
  },
  STICK_UNREADABLE: {
    httpStatus: 503,
    en: {
      message: 'The USB stick {stick} cannot be opened ({detail}).',
      fix: 'Put it in again. If it happens again, use another one.',
    },
    es: {
      message: 'No se puede abrir la memoria USB {stick} ({detail}).',
      fix: 'Vuelva a meterla. Si ocurre de nuevo, use otra.',
    },
  },
  STICK_FAILED: {
    httpStatus: 503,
    en: {
      message: 'Writing to the USB stick {stick} failed ({detail}).',
      fix: 'Put it in again. If it happens again, use another one.',
    },
    es: {
      message: 'Falló la escritura en la memoria USB {stick} ({detail}).',
      fix: 'Vuelva a meterla. Si ocurre de nuevo, use otra.',
    },
  },
  STICK_CORRUPT: {
    httpStatus: 503,
    en: {
      message: 'The USB stick {stick} does not keep the pictures of goat {goat_id} as they were written.',
      fix: 'Do not trust this stick: use another one. The pictures are safe here.',
    },
    es: {
      message: 'La memoria USB {stick} no guarda las fotos de la cabra {goat_id} tal como se escribieron.',
      fix: 'No se fíe de esta memoria: use otra. Las fotos están a salvo aquí.',
    },
  },
  STICK_GOAT_EXISTS: {
    httpStatus: 409,
    en: {
      message: 'The USB stick {stick} holds other pictures of a goat {goat_id}.',
      fix: 'Use another stick for this goat.',
    },
    es: {
      message: 'La memoria USB {stick} tiene otras fotos de una cabra {goat_id}.',
      fix: 'Use otra memoria para esta cabra.',
    },
  },
  EXPORT_IN_PROGRESS: {
    httpStatus: 409,
    en: {
      message: 'Goats are being copied to the USB stick {stick} right now.',
      fix: 'Wait until it is done, or cancel it.',
    },
    es: {
      message: 'Se están copiando cabras a la memoria USB {stick} en este momento.',
      fix: 'Espere a que termine o cancélelo.',
    },
  },
  NOTHING_TO_EXPORT: {
    httpStatus: 409,
    en: { message: 'No goat waits to be sent.', fix: 'There is nothing to copy to a stick.' },
    es: { message: 'Ninguna cabra espera a ser enviada.', fix: 'No hay nada que copiar a una memoria.' },
  },
  IMPORT_NO_GOATS: {
    httpStatus: 404,
    en: {
      message: 'There are no goats in {path}.',
      fix: 'Name the folder that holds a folder for each goat: the top of the stick.',
    },
    es: {
      message: 'No hay cabras en {path}.',
      fix: 'Indique la carpeta que tiene una carpeta por cabra: la raíz de la memoria.',
    },
  },
  IMPORT_DAMAGED: {
    httpStatus: 409,
    en: {
      message: '{file} is missing or is not as it was copied.',
      fix: 'Copy this goat to a stick again, from the machine that captured it.',
    },
    es: {
      message: '{file} falta o no está como se copió.',
      fix: 'Copie esta cabra de nuevo a una memoria, desde el equipo que la capturó.',
    },
  },
  IMPORT_NOT_WHOLE: {
    httpStatus: 409,
    en: {
      message: 'Goat {goat_id} is not whole: {file} is missing.',
      fix: 'Copy this goat to a stick again, from the machine that captured it.',
    },
    es: {
      message: 'La cabra {goat_id} no está completa: falta {file}.',
      fix: 'Copie esta cabra de nuevo a una memoria, desde el equipo que la capturó.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
