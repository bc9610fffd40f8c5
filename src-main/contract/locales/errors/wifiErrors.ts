import type { ErrorEntry } from './errorEntry';

/** What can stand in the way of a Wi-Fi network. */
export const WIFI_ERRORS = {
  WIFI_KEY_WRONG: {
    httpStatus: 409,
    en: {
      message: 'The network {network} did not take the key.',
      fix: 'Type the key again: capitals and small letters are not the same.',
    },
    es: {
      message: 'La red {network} no aceptó la clave.',
      fix: 'Escriba la clave otra vez: mayúsculas y minúsculas no son lo mismo.',
    },
  },
  WIFI_KEY_MISSING: {
    httpStatus: 409,
    en: { message: 'The network {network} wants a key.', fix: 'Type its key.' },
    es: { message: 'La red {network} pide una clave.', fix: 'Escriba su clave.' },
  },
  WIFI_OUT_OF_RANGE: {
    httpStatus: 409,
    en: {
      message: 'The network {network} cannot be reached.',
      fix: 'Check its name, bring the machine nearer, or check that its access point has power.',
    },
    es: {
      message: 'No se puede llegar a la red {network}.',
      fix: 'Compruebe su nombre, acerque el equipo, o revise que su punto de acceso tenga corriente.',
    },
  },
  WIFI_NO_ADDRESS: {
    httpStatus: 503,
    en: {
      message: 'The network {network} let this machine in, but gave it no address.',
      fix: 'Switch the access point or router off and on again, and try again.',
    },
    es: {
      message: 'La red {network} dejó entrar a este equipo, pero no le dio ninguna dirección.',
      fix: 'Apague y encienda el punto de acceso o rúter, e inténtelo de nuevo.',
    },
  },
  WIFI_NOT_FIT: {
    httpStatus: 409,
    en: {
      message:
        'The network {network} cannot be joined from here: it wants more than a key, or too old a lock.',
      fix: 'Choose another network.',
    },
    es: {
      message:
        'Desde aquí no se puede entrar en la red {network}: pide más que una clave, o un cierre demasiado antiguo.',
      fix: 'Elija otra red.',
    },
  },
  WIFI_FAILED: {
    httpStatus: 503,
    en: {
      message: 'The network {network} could not be joined: {detail}.',
      fix: 'Try again. If it happens again, bring the machine nearer or choose another network.',
    },
    es: {
      message: 'No se pudo entrar en la red {network}: {detail}.',
      fix: 'Inténtelo de nuevo. Si vuelve a ocurrir, acerque el equipo o elija otra red.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
